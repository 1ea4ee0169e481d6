"""The kith protocol in Python's standard library, written from the pages beside this file."""
import base64
import hashlib
import re

MASK128 = (1 << 128) - 1
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class WireError(Exception):
    """A message that is refused; the text is the code of errors.md."""


def sha(data):
    return hashlib.sha256(data).digest()


def be64(number):
    return number.to_bytes(8, "big")


# Protocol Buffers, as far as kith.proto needs them.

def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_varint(data, at):
    shift = value = 0
    while True:
        if at >= len(data) or shift > 63:
            raise WireError("bad_message")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value & (1 << 64) - 1, at


def member(number, value):
    """One member: bytes and text are length-delimited, numbers varints; zero and empty are absent."""
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return varint(number << 3 | 2) + varint(len(value)) + value if value else b""
    return varint(number << 3) + varint(int(value)) if value else b""


def nested(number, value):
    """A message member; it is written even when it is empty."""
    return varint(number << 3 | 2) + varint(len(value)) + value


def members(data):
    """All members of a message, in order, as (number, value)."""
    at, found = 0, []
    while at < len(data):
        key, at = read_varint(data, at)
        number, kind = key >> 3, key & 7
        if number == 0:
            raise WireError("bad_message")
        if kind == 0:
            value, at = read_varint(data, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
            value, at = int.from_bytes(data[at:at + size], "little"), at + size
        elif kind == 2:
            size, at = read_varint(data, at)
            value, at = data[at:at + size], at + size
        else:
            raise WireError("bad_message")
        if at > len(data):
            raise WireError("bad_message")
        found.append((number, value))
    return found


# Changes (LOG-2, LOG-9).

def encode_dot(dot):
    return member(1, dot[0]) + member(2, dot[1])


def decode_dot(data):
    fields = dict(members(data))
    dot = (fields.get(1, b""), fields.get(2, 0))
    if len(dot[0]) != 16 or not 1 <= dot[1] < 1 << 62:
        raise WireError("bad_message")
    return dot


def encode_change(change):
    out = b""
    if change["timestamp"]:
        out += varint(1 << 3 | 1) + change["timestamp"].to_bytes(8, "little")
    if change["count"] > 1:
        out += member(2, change["index"]) + member(3, change["count"])
    out += member(4, change["entity"]) + member(5, change["kind"]) + member(6, change["field"])
    out += member(7, change["element"]) + member(8, change["verb"]) + member(9, change["value"])
    for dot in change["replaces"]:
        out += nested(10, encode_dot(dot))
    for dot in change["observed"]:
        out += nested(11, encode_dot(dot))
    return out


def encode_run(replica, first, before, items):
    """items: bytes of a change, or (digest, whether the transaction ends) of an erased one."""
    out = member(1, replica) + member(2, first) + member(3, before)
    for item in items:
        out += nested(4, b"" if isinstance(item, tuple) else item)
    for digest, ends in (item for item in items if isinstance(item, tuple)):
        out += nested(5, member(1, digest) + member(2, ends))
    return out


def decode_run(data):
    """Replica, first sequence, chain before, and items as encode_run takes them (SYNC-17)."""
    fields = members(data)
    one = dict(fields)
    left = [dict(members(value)) for number, value in fields if number == 5]
    items = []
    for value in (value for number, value in fields if number == 4):
        if value:
            items.append(value)
            continue
        if not left or len(left[0].get(1, b"")) != 32:
            raise WireError("bad_message")
        entry = left.pop(0)
        items.append((entry[1], bool(entry.get(2, 0))))
    if left:
        raise WireError("bad_message")
    return one[1], one[2], one[3], items


def decode_change(data):
    change = dict(timestamp=0, index=0, count=1, entity=b"", kind="", field="", element=b"",
                  verb=0, value=b"", replaces=[], observed=[])
    names = {1: "timestamp", 2: "index", 3: "count", 4: "entity", 5: "kind", 6: "field",
             7: "element", 8: "verb", 9: "value"}
    try:
        for number, value in members(data):
            if number in (10, 11):
                change["replaces" if number == 10 else "observed"].append(decode_dot(value))
            elif number in (5, 6):
                change[names[number]] = value.decode()
            elif number in names:
                change[names[number]] = value
    except (UnicodeDecodeError, AttributeError):
        raise WireError("bad_message")
    change["count"] = change["count"] or 1
    good = (len(change["entity"]) == 16 and len(change["element"]) in (0, 16)
            and 1 <= len(change["kind"].encode()) <= 32 and 1 <= len(change["field"].encode()) <= 32
            and change["verb"] != 0 and change["index"] < change["count"] <= 20000)
    if not good:
        raise WireError("bad_message")
    return change


# Hashes (LOG-4, MERGE-9, SYNC-4).

def chain_seed(space, replica):
    return sha(b"kith chain" + space + replica)


def chain_next(before, data):
    return chain_over(before, sha(data))


def chain_over(before, digest):
    """The same for a change of which only the digest is left (LOG-11)."""
    return sha(before + digest)


def fingerprint(dot, data):
    return int.from_bytes(sha(dot[0] + be64(dot[1]) + data)[:16], "big")


def log_seed(space, epoch):
    return sha(b"kith log" + space + epoch)[:16]


def log_next(before, dot, chain):
    return sha(before + dot[0] + be64(dot[1]) + chain)[:16]


# What becomes of a run (SYNC-7 to SYNC-9, SYNC-18, SYNC-21); items are those of encode_run.

def digest_of(item):
    return item[0] if isinstance(item, tuple) else sha(item)


def ends_transaction(item):
    if isinstance(item, tuple):
        return item[1]
    change = decode_change(item)
    return change["index"] + 1 == change["count"]


def admit(seed, held, first, before, items):
    """What one who holds the first changes of an author does with a run of whole transactions."""
    if first > len(held) + 1:
        return {"gap": len(held) + 1}
    chain = seed
    for item in held:
        chain = chain_over(chain, digest_of(item))
    if first == len(held) + 1 and before != chain:
        return {"forked": max(len(held), 1)}
    if first > 1 and not ends_transaction(held[first - 2]):
        return {"forked": first - 1}
    new, completed, lacking = [], [], []
    for sequence, item in enumerate(items, first):
        if sequence > len(held):
            new.append(sequence)
            continue
        known = held[sequence - 1]
        if (digest_of(known), ends_transaction(known)) != (digest_of(item), ends_transaction(item)):
            return {"forked": sequence}
        if isinstance(known, tuple) and not isinstance(item, tuple):
            completed.append(sequence)
        if isinstance(item, tuple) and not isinstance(known, tuple):
            lacking.append(sequence)
    return {"new": new, "completed": completed, "lacking": lacking}


# Merging: everything from the whole set, quadratic and plain.

def cell_of(change):
    return change["entity"], change["field"], change["element"]


def covered(changes):
    """The dots that a purge of the set covers, all given by dot (MERGE-8)."""
    purged = [(c["entity"], dict(c["observed"])) for c in changes.values() if c["verb"] == 5]
    return {dot for dot, change in changes.items() if change["field"] != "life" and any(
        entity == change["entity"] and seen.get(dot[0], 0) >= dot[1] for entity, seen in purged)}


def heads(changes):
    """The dots of all heads of a set of whole changes, given by dot (MERGE-1, MERGE-8)."""
    gone = covered(changes)
    left = {dot: change for dot, change in changes.items() if dot not in gone}
    replaced = {(cell_of(c), dot) for own, c in left.items() for dot in c["replaces"]
                if dot != own}
    return sorted(dot for dot, c in left.items() if (cell_of(c), dot) not in replaced)


def rank(dot, change):
    return change["timestamp"], dot[0], dot[1]


def reading(changes, dots):
    """What a cell shows, and the values and removes that lost (MERGE-3 to MERGE-5)."""
    ranked = sorted(dots, key=lambda dot: rank(dot, changes[dot]), reverse=True)
    puts = [dot for dot in ranked if changes[dot]["verb"] == 1]
    if not puts:
        return None, []
    seen, losers = {changes[puts[0]]["value"]}, []
    for dot in puts[1:]:
        if changes[dot]["value"] not in seen:
            seen.add(changes[dot]["value"])
            losers.append(dot)
    return puts[0], losers + [dot for dot in ranked if changes[dot]["verb"] == 2][:1]


def life(changes, entity):
    """alive, trashed or contested (MERGE-7)."""
    live = [d for d in heads(changes) if changes[d]["entity"] == entity]
    own = [changes[d] for d in live if changes[d]["field"] == "life"]
    deletes = [c for c in own if c["verb"] in (3, 5)]
    if not deletes or any(c["verb"] == 4 for c in own):
        return "alive"
    seen = {}
    for change in deletes:
        for replica, sequence in change["observed"]:
            seen[replica] = max(seen.get(replica, 0), sequence)
    rest = [d for d in live if changes[d]["field"] != "life" and d[1] > seen.get(d[0], 0)]
    return "contested" if rest else "trashed"


def state_hash(changes, encoded):
    total = 0
    for dot in heads(changes):
        if changes[dot]["verb"] != 2:
            total += fingerprint(dot, encoded[dot])
    return (total & MASK128).to_bytes(16, "big")


# Photos (PHOTO-1, PHOTO-4 to PHOTO-7).

FOLD = re.compile(rb"(\r\n|\r|\n)([ \t]*)(?=[A-Za-z0-9+/=])")
BASE64 = re.compile(rb"[A-Za-z0-9+/=]*(?:(?:\r\n|\r|\n)[ \t]*[A-Za-z0-9+/=]+)*")
PROPERTY = re.compile(rb"(?:[A-Za-z0-9_.-]*\.)?([A-Za-z0-9_-]+)[;:]")


def album_of(space):
    return sha(b"kith album" + space)[:16]


def picture_id(picture):
    return sha(picture)[:16]


def property_of(head):
    """The name of a line's property in capitals, without group; empty when it has none."""
    lines = [line for line in re.split(rb"\r\n|\r|\n", head) if line]
    unfolded = b"".join(
        line if at == 0 else line[1:] if line[:1] in b" \t" else b"\n" + line
        for at, line in enumerate(lines))
    found = PROPERTY.match(unfolded) if b":" in unfolded else None
    return found.group(1).upper() if found else b""


def cut(text, first, width):
    """Base64 in the pieces that a line has it in: one of `first` characters, then of `width`."""
    return [text[:first]] + [text[at:at + width] for at in range(first, len(text), width or 1)]


def is_usual_fold(first, width, line_break, indent, count):
    """Whether base64 of `count` characters may be folded so."""
    if first >= count:
        return first == width == count and not line_break and not indent
    return (line_break in (b"\r\n", b"\n", b"\r") and len(indent) <= 16
            and not indent.strip(b" \t") and 16 <= width <= count - first)


def part_line(raw):
    """What stands behind the form of a parted line, and its picture; None for a whole line."""
    sign = max(raw.rfind(b":"), raw.rfind(b",")) + 1
    head, rest = raw[:sign], raw[sign:]
    end = BASE64.match(rest).end()
    folded, tail = rest[:end], rest[end:]
    folds = FOLD.findall(folded)
    pieces = FOLD.sub(b":", folded).split(b":")
    text = b"".join(pieces)
    line_break, indent = folds[0] if folds else (b"", b"")
    first, width = len(pieces[0]), len(pieces[1] if folds else pieces[0])
    if (property_of(head) not in (b"PHOTO", b"LOGO") or tail[:1] not in (b"", b"\r", b"\n")
            or len(set(folds)) > 1
            or not is_usual_fold(first, width, line_break, indent, len(text))
            or cut(text, first, width) != pieces):
        return None
    try:
        picture = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    if len(picture) < 1024 or base64.b64encode(picture) != text:
        return None
    numbers = [len(picture), first, width, len(line_break), len(indent), len(head)]
    return (sha(picture) + b"".join(map(varint, numbers)) + line_break + indent + head + tail,
            picture)


def line_value(place, raw):
    """The value of a `line` cell, and the picture that it leaves out, if it does."""
    data, picture = part_line(raw) or (None, None)
    if data is not None:
        return varint(place) + b"\0\1" + data, picture
    return varint(place) + (b"\0\0" if raw[:1] == b"\0" else b"") + raw, None


def read_line_value(value, picture=None):
    """Place, raw line and hash of the picture, which is None for a whole line.

    A parted line comes without its picture unless the right one is given.
    """
    place, at = read_varint(value, 0)
    if value[at:at + 1] != b"\0":
        return place, value[at:], None
    form, rest = value[at + 1:at + 2], value[at + 2:]
    if form == b"\0":
        return place, rest, None
    if form != b"\1" or len(rest) < 32:
        raise WireError("unreadable")
    digest, at, numbers = rest[:32], 32, []
    for _ in range(6):
        number, at = read_varint(rest, at)
        numbers.append(number)
    length, first, width, *sizes = numbers
    parts = []
    for size in sizes:
        parts.append(rest[at:at + size])
        at += size
    line_break, indent, head = parts
    if (length < 1024 or at > len(rest)
            or not is_usual_fold(first, width, line_break, indent, (length + 2) // 3 * 4)):
        raise WireError("unreadable")
    text = b""
    if picture is not None and sha(picture) == digest and len(picture) == length:
        text = (line_break + indent).join(cut(base64.b64encode(picture), first, width))
    return place, head + text + rest[at:], digest


# Clock (LOG-5, LOG-6) and token checksum (HTTP-6).

def clock_next(last, wall):
    wall = min(wall, (1 << 48) - 1)
    if wall >= 1_700_000_000_000 and (last >> 16) - wall > 86_400_000:
        return wall << 16
    return max(wall << 16, last + 1)


def clock_observe(last, received, wall):
    limit = min(min(wall, (1 << 48) - 1) + 300_000, (1 << 48) - 1) << 16 | 0xFFFF
    return max(last, received) if received <= limit else last


def checksum(text):
    import zlib
    number, digits = zlib.crc32(text.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = BASE62[digit] + digits
    return digits
