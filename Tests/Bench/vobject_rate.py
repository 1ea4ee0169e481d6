#!/usr/bin/env python3
"""Parses the first cards of a file with vobject: vobject_rate.py FILE COUNT; prints seconds a card.

The time is that of parsing alone, without starting Python. A card that vobject refuses counts too.
"""
import sys
import time

import vobject


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        cards = [text + "END:VCARD\r\n" for text in file.read().split("END:VCARD\r\n")]
    cards = cards[:int(sys.argv[2])]
    begin = time.perf_counter()
    for text in cards:
        try:
            vobject.readOne(text)
        except Exception:  # vobject raises whatever its parts raise
            pass
    print((time.perf_counter() - begin) / len(cards))


if __name__ == "__main__":
    main()
