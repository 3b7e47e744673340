"""Names inside one text: what may be taken for what, and how sure the rule is."""

import pytest

from proofread import Severity, check
from proofread.confusable import confusable
from proofread.finding import Finding


def names(text: str) -> list[Finding]:
    return [one for one in check(text) if one.rule == "name"]


@pytest.mark.parametrize(("one", "other"), ["原院", "型性", "己已", "券劵", "业叶", "账帐", "署暑"])
def test_one_sound_or_one_shape_may_be_confused(one: str, other: str) -> None:
    assert confusable(one, other) and confusable(other, one)


@pytest.mark.parametrize(("one", "other"), ["省市", "东西", "一二", "一医", "他她", "科法", "新新", "的地"])
def test_what_sets_names_apart_is_never_confused(one: str, other: str) -> None:
    assert not confusable(one, other)


def test_both_places_are_told() -> None:
    text = "首批中原学者工作站揭牌。\n中原学者进企业。\n与中院学者签约。"
    (one,) = names(text)
    assert (one.line, one.quote, one.expected) == (3, "中院学者", "中原学者")
    assert "第 1 行" in one.message and "共 2 处" in one.message


def test_once_against_once_is_only_a_note() -> None:
    (one,) = names("中原学者签约。中院学者签约。")
    assert one.severity is Severity.NOTE


def test_a_fixed_term_needs_three_for_one() -> None:
    usual = "服务型行政执法。"
    assert not names(usual * 2 + "服务性行政执法。")
    assert [one.severity for one in names(usual * 3 + "服务性行政执法。")] == [Severity.WARNING]


def test_titles_by_one_character_are_a_note_unless_the_slip_is_plain() -> None:
    (one,) = names("印发《窗口服务管理办法》和《窗口服务监理办法》。")
    assert one.severity is Severity.NOTE
    (one,) = names("印发《窗口服务管理办法》。" * 3 + "修订《窗口服务管里办法》。")
    assert (one.severity, one.expected) == (Severity.WARNING, "窗口服务管理办法")


def test_a_slip_inside_a_title_is_told_once() -> None:
    assert len(names("印发《省食品研究院章程》。" * 3 + "修订《省食贫研究院章程》。")) == 1


def test_a_text_of_very_many_titles_is_compared_up_to_a_limit() -> None:
    text = "".join(f"《关于第{word}号事项的办法》" for word in range(2000))
    assert not names(text)


def test_a_full_and_a_short_name_are_a_note_unless_the_text_says_so() -> None:
    text = "市科学技术局印发方案。\n市科技局按月通报。"
    (one,) = names(text)
    assert (one.severity, one.line, one.quote) == (Severity.NOTE, 2, "科技局") and "第 1 行" in one.message
    assert not names(text.replace("市科学技术局", "市科学技术局（以下简称市科技局）"))
    assert not names("市科技局印发方案。市科技局按月通报。")


def test_two_characters_of_a_name_may_be_typed_by_their_sound() -> None:
    (one,) = names("省级食品产业研究院挂牌，省级食品产业研究院招人。\n省级视频产业研究院验收。")
    assert (one.line, one.quote, one.severity) == (2, "省级视频产业研究院", Severity.WARNING)


def test_the_end_of_a_name_needs_three_for_one() -> None:
    usual = "省食品研究院挂牌，"
    assert not names(usual * 2 + "省食品研究员到岗。")
    assert [one.expected for one in names(usual * 3 + "省食品研究员到岗。")] == ["省食品研究院"]
