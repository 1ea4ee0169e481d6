#!/usr/bin/env python3
"""Writes the golden vectors from the prose of the protocol; --check compares instead.

Shares nothing with the Swift code. A disagreement is a fault of the prose first.
"""
import base64
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import kithwire as wire  # noqa: E402


def hexed(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return {"replica": value[0].hex(), "sequence": str(value[1])}
    if isinstance(value, list):
        return [hexed(item) for item in value]
    return str(value) if isinstance(value, int) and value > 1 << 31 else value


def shown(change):
    return {key: hexed(value) for key, value in change.items() if key != "timestamp"} | {
        "timestamp": str(change["timestamp"])}


def change(**given):
    base = dict(timestamp=1, index=0, count=1, entity=bytes(15) + b"\1", kind="person",
                field="line", element=b"", verb=1, value=b"", replaces=[], observed=[])
    return base | given


A, B, C = (bytes([n]) * 16 for n in (0xA1, 0xB2, 0xC3))
SPACE, EPOCH, ENTITY = b"\5" * 16, b"\6" * 16, bytes(15) + b"\1"


def clock():
    cases = []
    for name, last, wall in [
            ("The first timestamp is the wall clock.", 0, 1_700_000_000_000),
            ("A clock that stands still counts.", 1_700_000_000_000 << 16, 1_700_000_000_000),
            ("A clock set back goes on counting.", 1_700_000_000_000 << 16 | 9, 1_600_000_000_000),
            ("A full counter carries into the milliseconds.",
             1_700_000_000_000 << 16 | 0xFFFF, 1_700_000_000_000),
            ("A clock set back by a day goes on counting.",
             1_800_086_400_000 << 16 | 9, 1_800_000_000_000),
            ("After one that was wrong by more, the wall clock.",
             1_800_086_400_001 << 16 | 9, 1_800_000_000_000),
            ("After the year 2099 too.", 4_070_908_800_000 << 16 | 9, 1_700_000_000_000),
            ("A clock that was never set is not believed.",
             4_070_908_800_000 << 16 | 9, 1_699_999_999_999)]:
        cases.append({"name": name, "given": {"last": str(last), "wall": str(wall)},
                      "expect": str(wire.clock_next(last, wall))})
    observed = []
    wall = 1_700_000_000_000
    for name, received in [
            ("A later timestamp is taken over.", (wall + 10) << 16),
            ("One five minutes ahead is taken over.", (wall + 300_000) << 16 | 0xFFFF),
            ("One further ahead is not.", (wall + 300_001) << 16),
            ("The year 2099 is not.", 4_070_908_800_000 << 16),
            ("An earlier one changes nothing.", 5)]:
        observed.append({"name": name, "given": {
            "last": str(wall << 16), "received": str(received), "wall": str(wall)},
            "expect": str(wire.clock_observe(wall << 16, received, wall))})
    return {"clock-next": {"rule": "LOG-5", "cases": cases},
            "clock-observe": {"rule": "LOG-6", "cases": observed}}


def changes():
    given = [
        ("A put of a line.", change(timestamp=1_700_000_000_000 << 16, element=b"\7" * 16,
                                    value=b"\x80\x80\x04FN:Ada\r\n")),
        ("The second of three changes.", change(index=1, count=3, value=b"x")),
        ("A change that replaces two heads.", change(verb=2, replaces=[(A, 1), (B, 300)])),
        ("A delete with what was seen.", change(
            field="life", verb=3, observed=[(A, 4), (B, 1 << 40)])),
        ("A verb that nobody knows yet.", change(verb=77, kind="future", field="later"))]
    good = [{"name": name, "given": shown(c), "expect": wire.encode_change(c).hex()}
            for name, c in given]
    whole = wire.encode_change(given[2][1])
    broken = [
        ("An entity of 15 bytes.", wire.encode_change(change(entity=bytes(15)))),
        ("An element of 3 bytes.", wire.encode_change(change(element=b"abc"))),
        ("No kind.", wire.encode_change(change(kind=""))),
        ("A field of 33 bytes.", wire.encode_change(change(field="f" * 33))),
        ("No verb.", wire.encode_change(change(verb=0))),
        ("A place behind the end of its transaction.", wire.encode_change(change(index=3, count=3))),
        ("A dot with the sequence 0.", wire.encode_change(change(replaces=[(A, 0)]))),
        ("A dot whose replica has 3 bytes.", wire.encode_change(change(replaces=[(b"abc", 1)]))),
        ("Cut in the middle of a dot.", whole[:-3]),
        ("A length beyond the end.", b"\x22\x7f\0"),
        ("A varint of eleven bytes.", b"\x40" + b"\xff" * 10 + b"\1")]
    for _, data in broken:
        try:
            wire.decode_change(data)
            raise SystemExit("an invalid change was read")
        except wire.WireError:
            pass
    return {"changes": {"rule": "LOG-2", "cases": good},
            "invalid-changes": {"rule": "LOG-9", "cases": [
                {"name": n, "given": d.hex(), "error": "bad_message"} for n, d in broken]}}


def hashes():
    seed = wire.chain_seed(SPACE, A)
    one = wire.chain_next(seed, b"first")
    hidden = wire.chain_over(one, wire.sha(b"erased"))
    start = wire.log_seed(SPACE, EPOCH)
    return {"chain": {"rule": "LOG-4", "cases": [
        {"name": "The seed and two changes.", "given": {
            "space": SPACE.hex(), "replica": A.hex(), "changes": [b"first".hex(), b"second".hex()]},
         "expect": [seed.hex(), one.hex(), wire.chain_next(one, b"second").hex()]},
        {"name": "An erased change in the middle: its digest goes on.", "given": {
            "space": SPACE.hex(), "replica": A.hex(), "changes": [
                b"first".hex(), {"erased": wire.sha(b"erased").hex()}, b"second".hex()]},
         "expect": [seed.hex(), one.hex(), hidden.hex(),
                    wire.chain_next(hidden, b"second").hex()]}]},
        "runs": {"rule": "SYNC-17", "cases": runs(seed)},
        "admission": {"rule": "SYNC-21", "cases": admissions()},
        "log-hash": {"rule": "SYNC-4", "cases": [
            {"name": "The seed and one change.", "given": {
                "space": SPACE.hex(), "epoch": EPOCH.hex(), "replica": A.hex(), "sequence": "7",
                "chain": one.hex()},
             "expect": [start.hex(), wire.log_next(start, (A, 7), one).hex()]}]}}


def runs(seed):
    """Runs as they travel; the last ones are refused."""
    data = [wire.encode_change(change(timestamp=9 + n, index=n, count=3, value=b"v%d" % n))
            for n in range(3)]
    alone = wire.encode_change(change(timestamp=20, value=b"alone"))
    gone = [wire.sha(item) for item in data]
    cases = []
    for name, items, error in [
            ("A whole transaction.", data, None),
            ("Its middle is erased.", [data[0], (gone[1], False), data[2]], None),
            ("Its end is erased.", [data[0], data[1], (gone[2], True)], None),
            ("Its beginning is erased, another follows.",
             [(gone[0], False), (gone[1], False), data[2], alone], None),
            ("All of it is erased.",
             [(gone[0], False), (gone[1], False), (gone[2], True)], None),
            ("The erased end does not say that it is one.",
             [data[0], data[1], (gone[2], False)], "split_transaction"),
            ("An erased change ends what is not at its end.",
             [data[0], (gone[1], True), data[2]], "split_transaction"),
            ("An erased change too few.", [(gone[0], False), data[2]], "split_transaction"),
            ("A digest of 31 bytes.", [data[0], (gone[1][:31], False), data[2]], "bad_message")]:
        run = wire.encode_run(A, 1, seed, items)
        case = {"name": name, "given": {"run": run.hex()}}
        if error:
            cases.append(case | {"error": error})
            continue
        chain = seed
        for item in items:
            chain = wire.chain_over(chain, item[0] if isinstance(item, tuple) else wire.sha(item))
        cases.append(case | {"expect": {
            "digests": [(i[0] if isinstance(i, tuple) else wire.sha(i)).hex() for i in items],
            "erased": [isinstance(i, tuple) for i in items], "chain": chain.hex()}})
    return cases


def admissions():
    """Runs that are handed to one who holds something of their author already."""
    seed = wire.chain_seed(SPACE, A)
    three = [wire.encode_change(change(timestamp=9 + n, index=n, count=3, value=b"v%d" % n))
             for n in range(3)]
    alone = [wire.encode_change(change(timestamp=20 + n, value=b"alone%d" % n)) for n in range(3)]
    other = wire.encode_change(change(timestamp=20, value=b"other"))

    def erased(items, ends):
        return [(wire.digest_of(item), end == "e") for item, end in zip(items, ends)]

    def chain(items, start=seed):
        for item in items:
            start = wire.chain_over(start, wire.digest_of(item))
        return start

    middle_gone = [three[0], *erased(three[1:2], "-"), three[2]]
    given = [
        ("Nothing is held.", [], 1, seed, three + alone[:1]),
        ("What is held is skipped, what is behind it is new.", three, 1, seed, three + alone[:2]),
        ("All is held.", three + alone, 1, seed, three + alone),
        ("It begins behind a held transaction.", three + alone[:1], 4, chain(three), alone),
        ("It begins behind all that is held.", three, 4, chain(three), alone),
        ("A change is missing before it.", three, 5, chain(three + alone[:1]), alone[1:]),
        ("Nothing is held, and the first is missing.", [], 2, chain(alone[:1]), alone[1:]),
        ("Other bytes under a held dot.", alone[:2], 1, seed, [alone[0], other, alone[2]]),
        ("Other changes before the first new one.", alone[:2], 3, chain([alone[0], other]),
         alone[2:]),
        ("The chain of another space.", [], 1, wire.chain_seed(EPOCH, A), alone),
        ("Bytes of an erased change.", middle_gone, 1, seed, three),
        ("Bytes of all, and what is new.", erased(three, "--e"), 1, seed, three + alone[:1]),
        ("An erased change that is held whole.", three, 1, seed, middle_gone),
        ("Either side lacks another one.", middle_gone, 1, seed,
         [*erased(three[:1], "-"), *three[1:]]),
        ("Erased on both sides.", erased(three, "--e"), 1, seed, erased(three, "--e")),
        ("Another change under a dot whose bytes are erased.", erased(alone[:2], "ee"), 1, seed,
         [alone[0], other]),
        ("Bytes of one transaction, held as three.", erased(three, "eee"), 1, seed, three),
        ("Bytes of three transactions, held as one.", erased(alone, "--e"), 1, seed, alone),
        ("Without bytes, one transaction, held as two.", erased(three, "-ee"), 1, seed,
         erased(three, "--e")),
        ("Without bytes, two transactions, held whole as one.", three, 1, seed,
         erased(three, "-ee")),
        ("It begins within a held transaction.", three, 3, chain(three[:2]),
         erased(three[2:], "e")),
        ("It begins within one that is held without bytes.", erased(three, "--e"), 2,
         chain(three[:1]), erased(three[1:], "-e"))]
    cases = []
    for name, held, first, before, items in given:
        case = {"name": name, "given": {
            "space": SPACE.hex(), "replica": A.hex(),
            "held": wire.encode_run(A, 1, seed, held).hex() if held else "",
            "run": wire.encode_run(A, first, before, items).hex()}}
        cases.append(case | {"expect": wire.admit(seed, held, first, before, items)})
    return cases


def scenario(name, rows):
    """rows: (replica, timestamp, verb, value, replaces, extra) in order of their sequences."""
    count, table, encoded = {}, {}, {}
    for replica, timestamp, verb, value, replaces, extra in rows:
        count[replica] = count.get(replica, 0) + 1
        dot = (replica, count[replica])
        item = change(timestamp=timestamp, verb=verb, value=value, replaces=replaces, **extra)
        table[dot], encoded[dot] = item, wire.encode_change(item)
    cells = {}
    for dot in wire.heads(table):
        cells.setdefault(wire.cell_of(table[dot]), []).append(dot)
    readings = []
    for cell in sorted(cells):
        best, losers = wire.reading(table, cells[cell])
        readings.append({"field": cell[1], "element": cell[2].hex(), "heads": hexed(cells[cell]),
                         "shown": hexed(best) if best else None, "losers": hexed(losers)})
    return {"name": name,
            "given": [{"dot": hexed(dot), "bytes": encoded[dot].hex()} for dot in encoded],
            "expect": {"cells": readings, "life": wire.life(table, ENTITY),
                       "state_hash": wire.state_hash(table, encoded).hex()}}


def merging():
    life = {"field": "life"}
    hand = [
        scenario("An edit that saw a value beats it, whatever the clock said.", [
            (A, 900, 1, b"old", [], {}), (B, 5, 1, b"new", [(A, 1)], {})]),
        scenario("Two edits that did not see each other are a conflict.", [
            (A, 10, 1, b"one", [], {}), (B, 20, 1, b"two", [], {}), (C, 20, 1, b"three", [], {})]),
        scenario("Equal values are no conflict.", [
            (A, 10, 1, b"same", [], {}), (B, 20, 1, b"same", [], {})]),
        scenario("A remove loses to a put it had not seen.", [
            (A, 10, 1, b"v", [], {}), (B, 50, 2, b"", [(A, 1)], {}), (C, 20, 1, b"w", [(A, 1)], {})]),
        scenario("A remove of all that there is empties the cell.", [
            (A, 10, 1, b"v", [], {}), (B, 20, 2, b"", [(A, 1)], {})]),
        scenario("A delete that saw everything.", [
            (A, 10, 1, b"v", [], {}), (B, 20, 3, b"", [], life | {"observed": [(A, 1)]})]),
        scenario("A delete that had not seen an edit.", [
            (A, 10, 1, b"v", [], {}), (A, 30, 1, b"w", [(A, 1)], {}),
            (B, 20, 3, b"", [], life | {"observed": [(A, 1)]})]),
        scenario("A restore beside a delete.", [
            (A, 10, 1, b"v", [], {}), (B, 20, 3, b"", [], life | {"observed": [(A, 1)]}),
            (C, 5, 4, b"", [], life)]),
        scenario("A purge erases what it covers and nothing else.", [
            (A, 10, 1, b"v", [], {}), (A, 11, 1, b"w", [], {"element": b"\7" * 16}),
            (C, 12, 1, b"x", [], {"element": b"\x08" * 16}),
            (B, 20, 5, b"", [], life | {"observed": [(A, 2)]})]),
        scenario("What a purged change replaced is there again, if the purge had not seen it.", [
            (A, 10, 1, b"v", [], {}), (C, 12, 1, b"w", [(A, 1)], {}),
            (B, 20, 5, b"", [], life | {"observed": [(C, 1)]})]),
        scenario("An edit that a purge had not seen survives, and what it replaced does not.", [
            (A, 10, 1, b"v", [], {}), (C, 12, 1, b"w", [(A, 1)], {}),
            (B, 20, 5, b"", [], life | {"observed": [(A, 1)]})]),
        scenario("An unknown verb is a head like any other.", [
            (A, 10, 1, b"v", [], {}), (B, 20, 77, b"?", [(A, 1)], {})]),
        scenario("Fields that only look alike are two cells (MERGE-10).", [
            (A, 10, 1, b"v", [], {"field": "caf\u00e9"}),
            (B, 20, 1, b"w", [(A, 1)], {"field": "cafe\u0301"}),
            (C, 30, 1, b"x", [(A, 1)], {"field": "caf\u00e9"})])]
    return {"merging": {"rule": "MERGE-1", "cases": hand},
            "merging-random": {"rule": "MERGE-9", "cases": [randomly(seed) for seed in range(40)]}}


def randomly(seed):
    dice = random.Random(seed)
    rows, count, dots = [], {}, []
    for _ in range(dice.randint(4, 18)):
        replica = dice.choice([A, B, C])
        count[replica] = count.get(replica, 0) + 1
        element = dice.choice([b"", b"\7" * 16])
        verb = dice.choice([1, 1, 1, 1, 2, 3, 4, 5, 77])
        concerns_life = verb in (3, 4, 5)
        cell = ("life", b"") if concerns_life else ("line", element)
        same = [dot for dot, known in dots if known == cell]
        replaces = sorted(dice.sample(same, dice.randint(0, min(2, len(same)))))
        extra = {"field": cell[0], "element": cell[1]}
        if verb in (3, 5):
            seen = {r: dice.randint(0, count.get(r, 0)) for r in (A, B, C)}
            extra["observed"] = [(r, n) for r, n in sorted(seen.items()) if n]
        value = dice.choice([b"one", b"two"]) if verb == 1 else b""
        rows.append((replica, dice.randint(1, 4), verb, value, replaces, extra))
        dots.append(((replica, count[replica]), cell))
    return scenario(f"Random changes {seed}.", rows)


def tokens():
    text = "kith_dev_" + "0" * 43
    return {"tokens": {"rule": "HTTP-6", "cases": [
        {"name": "Nothing but zeros.", "given": text, "expect": text + wire.checksum(text)}]}}


def picture(count):
    """Bytes that everybody can make, in place of a picture."""
    return b"".join(wire.sha(b"picture" + wire.be64(n)) for n in range(count // 32 + 1))[:count]


def photo(head, fold, first, width, count=1024, tail=b"\r\n"):
    """A line with a picture of `count` bytes, folded."""
    text = base64.b64encode(picture(count))
    return head + fold.join(wire.cut(text, first, width)) + tail


def whole_photos():
    """Lines that stay whole."""
    three = b"PHOTO;ENCODING=b;TYPE=JPEG:"
    text = base64.b64encode(picture(1024))
    loose = base64.b64encode(picture(1025))[:-2]
    return [
        ("A picture of 1,023 bytes.", photo(three, b"\r\n ", 48, 74, 1023)),
        ("Base64 without its padding.", three + text.rstrip(b"=") + b"\r\n"),
        ("Bits behind the end of the picture.",
         three + loose + bytes([loose[-1] + 1 if loose[-1:] != b"z" else 0x79]) + b"=\r\n"),
        ("The alphabet of addresses.", three + base64.urlsafe_b64encode(picture(1024)) + b"\r\n"),
        ("Padding in the middle.", three + text + text + b"\r\n"),
        ("A longer piece among the others.",
         three + b"\r\n ".join([text[:48], text[48:122], text[122:197], text[197:]]) + b"\r\n"),
        ("A shorter piece among the others.",
         three + b"\r\n ".join([text[:48], text[48:122], text[122:195], text[195:269], text[269:]])
         + b"\r\n"),
        ("A last piece that is longer.",
         three + b"\r\n ".join([text[:48], text[48:122], text[122:]]) + b"\r\n"),
        ("Two line breaks.", three + text[:48] + b"\r\n " + text[48:708] + b"\n " + text[708:]),
        ("Two indents.", three + text[:48] + b"\r\n " + text[48:708] + b"\r\n\t" + text[708:]),
        ("A stray blank.", three + text[:70] + b" " + text[70:] + b"\r\n"),
        ("A blank before the base64.", three + b" " + text + b"\r\n"),
        ("A blank behind the base64.", three + text + b" \r\n"),
        ("Pieces of 15 characters.", photo(three, b"\r\n ", 48, 15)),
        ("One piece of 15 characters behind the only fold.", photo(three, b"\r\n ", 1353, 15)),
        ("An indent of 17 blanks.", photo(three, b"\r\n" + b" " * 17, 48, 74)),
        ("An address.", b"PHOTO;VALUE=uri:https://example.org/" + b"picture/" * 200 + b".jpg\r\n"),
        ("A property of somebody's own.", photo(b"X-PHOTO;ENCODING=b:", b"", 1368, 1368)),
        ("Another property with much base64.", photo(b"KEY;ENCODING=b:", b"", 1368, 1368)),
        ("A note that speaks of a photo.", photo(b"NOTE:PHOTO;ENCODING=b:", b"", 1368, 1368)),
        ("A group that is called so.", photo(b"PHOTO.NOTE:", b"", 1368, 1368)),
        ("No colon.", photo(b"PHOTO;ENCODING=b,", b"", 1368, 1368)),
        ("No value.", three + b"\r\n"),
        ("An ordinary line.", "FN:Ada Łovelace\r\n".encode()),
        ("Nothing at all.", b""),
        ("A line that begins with the byte 0.", b"\0FN:Ada\r\n"),
        ("A line of the byte 0.", b"\0"),
        ("A line that begins like a parted one.", b"\0\1FN:Ada\r\n")]


def parted_photos():
    """Lines that are parted, with the length of their picture."""
    three, two = b"PHOTO;ENCODING=b;TYPE=JPEG:", b"PHOTO;JPEG;ENCODING=BASE64:"
    data = b"PHOTO:data:image/png;base64,"
    return [
        ("3.0, folded at 75 bytes.", 3000, photo(three, b"\r\n ", 48, 74, 3000)),
        ("2.1, indented from the first line on, a blank line behind.", 1100,
         photo(two, b"\n  ", 0, 72, 1100, b"\n\n")),
        ("4.0, not folded.", 1024, photo(data, b"", 1368, 1368)),
        ("4.0, folded behind the comma.", 1025, photo(data, b"\r\n ", 0, 74, 1025)),
        ("A fold in the middle of the head.", 1026,
         photo(b"PHOTO;ENCODING=b;TYPE=JP\r\n EG:", b"\r\n ", 71, 74, 1026)),
        ("A fold in the middle of the name.", 1024,
         photo(b"PHO\r\n TO;ENCODING=b:", b"\r\n ", 60, 74)),
        ("A fold in the middle of the data address.", 1024,
         photo(b"PHOTO:data:image/png;bas\r\n e64,", b"\r\n ", 70, 74)),
        ("A group.", 1024, photo(b"item1.PHOTO;ENCODING=b:", b"\r\n ", 52, 74)),
        ("Small letters.", 1024, photo(b"item1.photo;encoding=b:", b"\r\n ", 52, 74)),
        ("A logo.", 1024, photo(b"LOGO;ENCODING=b;TYPE=PNG:", b"\r\n ", 50, 74)),
        ("A parameter with a colon in it.", 1024,
         photo(b'PHOTO;X-FROM="a:b,c";ENCODING=b:', b"\r\n ", 43, 74)),
        ("Nothing says that it is base64.", 1024, photo(b"PHOTO:", b"\r\n ", 69, 74)),
        ("CR for line breaks.", 1024, photo(three, b"\r ", 48, 74, tail=b"\r")),
        ("No line break at the end.", 1024, photo(three, b"\r\n ", 48, 74, tail=b"")),
        ("The last piece is as long as the others.", 1026,
         photo(three, b"\r\n ", 48, 66, 1026)),
        ("The padding is folded.", 1024, photo(three, b"\r\n ", 17, 75)),
        ("One fold: what is behind it is the piece.", 1024, photo(three, b"\r\n ", 48, 1320)),
        ("The first piece is the longest.", 1024, photo(three, b"\r\n ", 1000, 74)),
        ("Pieces of 16 characters.", 1024, photo(three, b"\r\n ", 48, 16)),
        ("A tab for an indent.", 1024, photo(three, b"\r\n\t", 48, 74)),
        ("An indent of 16 blanks.", 1024, photo(two, b"\n" + b" " * 16, 0, 74, tail=b"\n")),
        ("No indent.", 1024, photo(two, b"\r\n", 0, 76, tail=b"\r\n\r\n")),
        ("A line of blanks behind it.", 1024, photo(three, b"\r\n ", 48, 74, tail=b"\r\n  \r\n"))]


def unreadable_photos():
    """Values that no writer of this version writes."""
    def value(length=1024, first=48, width=74, fold=b"\r\n", indent=b" ", head=3, digest=32):
        numbers = [length, first, width, len(fold), len(indent), head]
        return (b"\x80\x80\4\0\1" + wire.sha(b"")[:digest]
                + b"".join(map(wire.varint, numbers)) + fold + indent + b"P:\n")
    wire.read_line_value(value())
    return [
        ("A form of a newer program.", b"\0\0\2FN:Ada\r\n"),
        ("No form.", b"\0\0"),
        ("A hash of 20 bytes.", b"\0\0\1" + wire.sha(b"")[:20]),
        ("A number too few.", b"\0\0\1" + wire.sha(b"") + b"\x80\x08\x30\x4a"),
        ("A picture of 1,023 bytes.", value(length=1023)),
        ("A head that is longer than the value.", value(head=4)),
        ("A head of 2 to the 63 bytes.", value(head=1 << 63)),
        ("Pieces of no character.", value(width=0)),
        ("Pieces of 15 characters.", value(width=15)),
        ("Pieces that are longer than the rest.", value(width=1321)),
        ("A first piece that is longer than the base64.", value(first=1369, width=1369)),
        ("No fold, and a line break.", value(first=1368, width=1368)),
        ("A line break of two.", value(fold=b"\n\n")),
        ("No line break.", value(fold=b"")),
        ("An indent of 17 blanks.", value(indent=b" " * 17)),
        ("An indent of letters.", value(indent=b"A"))]


def photos():
    cases, place = [], 65_536
    for name, length, raw in parted_photos():
        value, shown = wire.line_value(place, raw)
        good = (shown is not None and len(shown) == length
                and wire.read_line_value(value, shown) == (place, raw, wire.sha(shown)))
        if not good:
            raise SystemExit(f"not parted, or not put together again: {name}")
        cases.append({"name": name, "given": {"place": str(place), "raw": raw.hex()},
                      "expect": {"line": value.hex(), "picture": wire.picture_id(shown).hex()}})
        place += 65_536
    for name, raw in whole_photos():
        value, shown = wire.line_value(place, raw)
        if shown is not None or wire.read_line_value(value) != (place, raw, None):
            raise SystemExit(f"does not stay whole: {name}")
        cases.append({"name": name, "given": {"place": str(place), "raw": raw.hex()},
                      "expect": {"line": value.hex()}})
        place += 65_536
    broken = unreadable_photos()
    for name, value in broken:
        try:
            wire.read_line_value(value)
        except wire.WireError:
            continue
        raise SystemExit(f"was read: {name}")
    spaces = [SPACE, bytes(16), b"\xff" * 16, wire.album_of(SPACE)]
    return {"albums": {"rule": "PHOTO-1", "cases": [
        {"name": name, "given": space.hex(), "expect": wire.album_of(space).hex()}
        for name, space in zip(["A space.", "All zeros.", "All ones.", "An album, for which there "
                                "is none on a server."], spaces)]},
            "photos": {"rule": "PHOTO-7", "cases": cases},
            "invalid-photos": {"rule": "PHOTO-6", "cases": [
                {"name": name, "given": value.hex(), "error": "unreadable"}
                for name, value in broken]}}


def main():
    files = clock() | changes() | hashes() | merging() | tokens() | photos()
    differing = []
    for name, content in files.items():
        path = HERE / f"{name}.json"
        text = json.dumps(content, indent=1, sort_keys=True) + "\n"
        if "--check" in sys.argv[1:]:
            if not path.exists() or path.read_text() != text:
                differing.append(path.name)
        else:
            path.write_text(text)
    if differing:
        raise SystemExit("differ from the prose: " + ", ".join(differing))
    print(f"{len(files)} vector files, {sum(len(f['cases']) for f in files.values())} cases")


if __name__ == "__main__":
    main()
