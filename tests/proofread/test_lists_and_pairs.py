"""Which figures are taken together: wholes with their parts, claims of growth with what they compare."""

import pytest

from proofread.document import read
from proofread.reading import sentences
from proofread.reading.lists import Claim, Listing, listings, partition
from proofread.reading.pairs import Pair, pairs
from proofread.reading.units import PERCENT
from proofread.reading.words import against_year, claimed


def listed(text: str) -> list[Listing]:
    found, before = [], None
    for sentence in sentences(read(text)):
        found += list(listings(sentence, before))
        before = sentence
    return found


def told(text: str) -> list[tuple[int, list[int]]]:
    """Every whole with its parts, as bare numbers."""
    return [(int(one.whole.value), [int(part.value) for part in one.parts]) for one in listed(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("梳理事项28项，其中甲21项、乙3项、丙4项。", [(28, [21, 3, 4])]),
        ("梳理事项28项。其中，甲21项，乙3项，丙4项。", [(28, [21, 3, 4])]),
        ("梳理事项28项。其中：甲21项；乙3项；丙4项。", [(28, [21, 3, 4])]),
        ("梳理事项28项（甲21项、乙7项），公开12项。", [(28, [21, 7])]),
        ("建成中心15个（甲3个、乙12个（丙5个、丁7个））。", [(15, [3, 12]), (12, [5, 7])]),
        ("梳理事项28项，其中甲21项，其中子项5项；乙7项。", [(28, [21]), (21, [5, 7])]),
        ("梳理事项28项，资金300万元，其中甲21项、乙7项。", [(28, [21, 7])]),
        ("立案1286件，移送24件，其中甲类412件、乙类874件。", [(1286, [412, 874])]),
        ("签订合同45份，金额2300万元，其中甲30份1500万元，乙15份800万元。", [(45, [30, 15])]),
        ("甲3项、乙4项，共7项。", [(7, [3, 4])]),
        ("清理文件9件，保留5件，废止4件。", [(9, [5, 4])]),
        ("涉及23项，分别为甲3项、乙20项。", [(23, [3, 20])]),
        ("共办理120件：甲80件，乙40件。", [(120, [80, 40])]),
        ("承办建议3件，其中2件主办，1件协办，承办提案5件。", [(3, [2, 1])]),
        ("完成任务38项，其中甲12项，乙26项，6项经验推广。", [(38, [12, 26])]),
        ("发现问题56个，其中一般50个、突出6个，已整改50个。", [(56, [50, 6])]),
        ("举办讲座3场、论坛4场。", []),
        ("举办讲座3场，参加40人。", []),
        ("预算从6亿元扩大到8亿元，其中从3亿元增加到4亿元。", []),
        ("2018年、2019年分别为53家、72家。", []),
    ],
)
def test_wholes_and_their_parts(text: str, expected: list[tuple[int, list[int]]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "claim", "closed"),
    [
        ("梳理事项28项，其中甲21项、乙7项。", Claim.AMONG, True),
        ("梳理事项28项，其中甲21项、乙7项等。", Claim.AMONG, False),
        ("梳理事项28项，其中主要有甲21项、乙7项。", Claim.AMONG, False),
        ("梳理事项28项，其中重点甲21项、乙7项。", Claim.AMONG, False),
        ("梳理事项28项，其中重点实验室21项、乙7项。", Claim.AMONG, True),
        ("梳理事项28项，其中甲乙两县各10项，丙8项。", Claim.AMONG, False),
        ("共梳理事项28项，其中甲21项、乙7项。", Claim.IN_ALL, True),
        ("梳理事项28项，其中甲21项、其他7项。", Claim.WHOLE, True),
        ("梳理事项28项（甲21项、乙7项）。", Claim.WHOLE, True),
        ("梳理事项28项，分别为甲21项、乙7项。", Claim.WHOLE, True),
        ("承办建议3件，其中主办2件、协办1件。", Claim.WHOLE, True),
        ("甲3项、乙4项，共7项。", Claim.ADDED, True),
        ("甲3项、乙4项，共完成7项。", Claim.IN_ALL, True),
    ],
)
def test_how_much_a_list_promises(text: str, claim: Claim, closed: bool) -> None:
    (found,) = listed(text)
    assert (found.claim, found.closed) == (claim, closed)


@pytest.mark.parametrize(
    ("text", "divides"),
    [
        ("主办2件、协办1件", True),
        ("2件主办、1件协办", True),
        ("合格118件、不合格2件", True),
        ("持证52件、未持证30件", True),
        ("主办2件、主办1件", False),
        ("主办2件、线上1件", False),
        ("甲2件、乙1件", False),
    ],
)
def test_words_that_divide_a_whole(text: str, divides: bool) -> None:
    (sentence,) = sentences(read(text))
    assert bool(partition(sentence.figures)) is divides


def compared(text: str) -> list[tuple[int, int, bool]]:
    """What the last rate of a text compares: base, result, whether it is sure."""
    document = read(text, year=2020)
    sentence = sentences(document)[-1]
    at = max(at for at, one in enumerate(sentence.figures) if one.unit.family == PERCENT)
    claim = claimed(sentence.figures[at])
    assert claim
    found: list[Pair] = pairs(document, sentence, at, against_year(claim))
    return [(int(one.base.value), int(one.result.value), one.sure) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办件量由50件增加到100件，增长100%。", [(50, 100, True)]),
        ("办件量由50件增加到100件，增加50件，增长100%。", [(50, 100, True)]),
        ("2018年、2019年分别为53家、72家，同比增长35%。", [(53, 72, True)]),
        ("2019年培训53期，2020年培训72期，同比增长35%。", [(53, 72, True)]),
        ("今年培训72期，去年培训53期，同比增长35%。", [(53, 72, True)]),
        ("2020年培训72期，比2019年的53期增长35%。", [(53, 72, True)]),
        ("比上年的53期增长35%，达到72期。", [(53, 72, True)]),
        ("培训72期（上年53期），增长35%。", [(53, 72, True)]),
        ("培训72期，增长35%，上年为53期。", [(53, 72, True)]),
        ("2019年研发经费总额53亿元。2020年研发投入总额72亿元，增长35%。", [(53, 72, False)]),
        ("2019年研发投入53亿元。2020年研发投入72亿元，增长35%。", [(53, 72, True)]),
        ("2018年研发投入53亿元。2020年研发投入72亿元，比2018年增长35%。", [(53, 72, True)]),
        ("2019年新增企业53家。2020年累计企业72家，增长35%。", []),
        ("2019年培训干部53人。2020年培训班72期，增长35%。", []),
        ("2018年研发投入53亿元。2020年研发投入72亿元，增长35%。", []),
        ("2018年、2019年、2020年分别为53家、72家、101家，增长35%。", []),
        ("培训72期，增长35%。", []),
    ],
)
def test_what_a_claim_of_growth_compares(text: str, expected: list[tuple[int, int, bool]]) -> None:
    assert compared(text) == expected


def test_figures_with_the_same_words_are_found_across_paragraphs_and_like_words_are_not() -> None:
    assert compared("2019年研发投入53亿元。\n2020年研发投入72亿元，增长35%。") == [(53, 72, True)]
    assert compared("2019年研发经费总额53亿元。\n2020年研发投入总额72亿元，增长35%。") == []
