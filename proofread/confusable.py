"""Which two characters may have been taken for one another: by their sound, or by their shape."""

from functools import cache

from proofread.lists import DATA, listed


@cache
def sounds() -> dict[str, str]:
    """The sound of the 3,755 characters of GB 2312's first level, without its tone."""
    lines = (DATA / "homophones.txt").read_text(encoding="utf-8").splitlines()
    return {char: sound for sound, chars in (line.split() for line in lines) for char in chars}


@cache
def shapes() -> frozenset[tuple[str, str]]:
    """Pairs that look alike."""
    return frozenset((one, other) for group in listed("names")["alike"] for one in group for other in group)


def confusable(one: str, other: str) -> bool:
    """Whether a writer may type the one for the other; never where both tell true names apart."""
    if one == other or one in listed("names")["apart"] or other in listed("names")["apart"]:
        return False
    sound = sounds().get(one)
    return (sound is not None and sound == sounds().get(other)) or (one, other) in shapes()
