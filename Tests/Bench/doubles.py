#!/usr/bin/env python3
"""Writes generated vCards, some of them twice as two programs would have them, and namesakes.

    doubles.py COUNT PAIRS NAMESAKES [SEED]

COUNT cards in all: PAIRS of them are another card of somebody, NAMESAKES share nothing but the name.
"""
import random
import sys

from contacts import card, fold


def values(text):
    """The lines of a card in UTF-8, unfolded, by name without parameters; the first of each."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return {line.split(":", 1)[0].split(";")[0]: line.split(":", 1)[1]
            for line in reversed(lines) if ":" in line}


def plain_card(number, source):
    """A card and its values; of a version that is not quoted-printable."""
    while True:
        text = card(number, source)
        if "VERSION:2.1" not in text:
            return text, values(text)


def another(known, number, source):
    """What another program has of the same person: fewer things, written otherwise."""
    last, first, middle, *_ = known["N"].split(";")
    name = source.choice([f"{first} {last}", f"{first} {middle} {last}", f"{last}, {first}",
                          f"{first[0]}. {last}"])
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{last};{first};;;", fold(f"FN:{name}")]
    if source.random() < 0.6:
        lines.append(f"EMAIL;TYPE=INTERNET:{known['EMAIL'].upper()}")
    if len(lines) == 4 or source.random() < 0.5:
        phone = known["TEL"].replace(" ", "")
        lines.append(f"TEL;TYPE=HOME:{phone[:6]}-{phone[6:]}")
    return "\r\n".join([*lines, f"UID:another-{number}", "END:VCARD", ""])


def namesake(known, number):
    """Somebody else of the same name."""
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", f"N:{known['N']}", fold(f"FN:{known['FN']}"),
                        f"EMAIL:somebody.{number}@other.example", f"TEL:+81 3 {number:08}",
                        f"UID:namesake-{number}", "END:VCARD", ""])


def main():
    count, pairs, namesakes = map(int, sys.argv[1:4])
    source = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    cards = []
    for number in range(count - pairs - namesakes):
        text, known = plain_card(number, source)
        cards.append(text)
        if number < pairs:
            cards.append(another(known, number, source))
        elif number < pairs + namesakes:
            cards.append(namesake(known, number))
    source.shuffle(cards)
    sys.stdout.buffer.write("".join(cards).encode())


if __name__ == "__main__":
    main()
