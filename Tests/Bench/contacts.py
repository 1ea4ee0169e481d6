#!/usr/bin/env python3
"""Writes generated vCards to standard output: contacts.py COUNT [SEED].

The same count and seed give the same bytes. Versions 2.1, 3.0 and 4.0 are mixed as real exports mix
them: folds, accents, quoted-printable, cards without UID, notes over several lines.
"""
import random
import sys

FIRST = """Ada Alan Albert Alice Ana André Anita Anna Antonio Barbara Ben Björn Carla Carlos Chloé
Clara Daniel David Elena Emil Emma Eva Fátima Felix François Frida Gabriel Grace Greta Hannah Hugo
Inês Ingrid Ivan Jakub James Jana José Julia Jürgen Karin Klára Laura Léa Linus Lucía Łukasz Magda
Maja Marco Maria Marie Marta Martin Max Mei Michał Mia Mohammed Nadia Nils Noah Nora Olga Oscar
Paul Petra Pierre Rosa Ruth Samir Sara Sofia Søren Stefan Tomás Ursula Vera Viktor Yuki Zoë""".split()
BEGINNINGS = """Al Ander Ber Brand Carl Dahl Eber Fern Gar Gold Grün Hal Hammer Her Holm Jen Kauf
Kel Kirch Lam Lind Lund Mar Mayer Mendel Mor Mül Nor Olb Ost Peter Ras Rich Ros Schön Sil Sommer
Stein Strand Thor Val Wald Weber Win Zim""".split()
ENDINGS = """a ard bach berg by dahl der dorf er ez feld gård holm i in kamp ler lund mann meier ó
otti ova qvist rup sen ski son stedt stein strøm thal ton ström vall vik witz wood""".split()
WORDS = """met at the spring fair asked about delivery dates prefers calls before noon wants the
revised offer knows the harbour office well speaks French and Danish collects old maps moved here
from Århus works with the museum sends a card every winter keeps bees likes Káva owes me a book
""".split()
CITIES = ["Lisboa", "København", "Wien", "Kraków", "Zürich", "Oslo", "London", "Lyon", "Malmö",
          "Gent", "Brno", "Porto"]
FIRMS = ["Example", "Sample", "Placeholder", "Specimen", "Muster", "Exemple", "Ejemplo", "Esempio"]
BRANCHES = ["Logistics", "Verlag", "Design", "Énergie", "Software", "Bank", "Garden", "Foods"]
TITLES = ["Engineer", "Professor", "Head of Sales", "Architekt", "Nurse", "Directrice", "Editor"]
PLAIN = str.maketrans("ÁáÅåÄäÉéèëÍíÓóÖöøØÚúÜüŁłñçãÊêß", "AaAaAaEeeeIiOoOooOUuUuLlncaEes")


def fold(line):
    """Folds a line at 75 bytes, between characters."""
    folded, width = [], 0
    for character in line:
        size = len(character.encode())
        if width + size > 75:
            folded.append("\r\n ")
            width = 1
        folded.append(character)
        width += size
    return "".join(folded)


def quoted_printable(name, value):
    """A vCard 2.1 line; encoded only when it has to be."""
    if value.isascii():
        return f"{name}:{value}"
    encoded = "".join(
        chr(byte) if 32 < byte < 127 and byte not in b"=;" or byte == 32 or byte == ord(";")
        else f"={byte:02X}" for byte in value.encode())
    return f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{encoded}"


def card(number, source):
    """One card, 400 to 600 bytes as a rule."""
    version = source.choices(["3.0", "4.0", "2.1"], [60, 25, 15])[0]
    first = source.choice(FIRST)
    last = source.choice(BEGINNINGS) + source.choice(ENDINGS)
    if source.random() < 0.3:
        last += "-" + source.choice(BEGINNINGS) + source.choice(ENDINGS)
    middle = source.choice("ABCDEFGHJKLMNPRSTVW") + "."
    user = f"{first}.{last}.{number}".lower().translate(PLAIN)
    user = user.encode("ascii", "ignore").decode()
    organisation = f"{source.choice(FIRMS)} {source.choice(BRANCHES)}"
    typed = "TEL;{};VOICE" if version == "2.1" else "TEL;TYPE={}"
    lines = [f"N:{last};{first};{middle};;", f"FN:{first} {middle} {last}", f"ORG:{organisation}",
             f"TITLE:{source.choice(TITLES)}",
             typed.format("CELL") + f":+{source.randint(30, 49)} {source.randint(10**8, 10**9 - 1)}"]
    if source.random() < 0.5:
        lines.append(typed.format("WORK") + f":+1 555 {source.randint(1000000, 9999999)}")
    email = "EMAIL;INTERNET" if version == "2.1" else "EMAIL;TYPE=work"
    lines.append(f"{email}:{user}@{organisation.split()[0].lower()}.example")
    if source.random() < 0.3:
        lines.append(f"EMAIL:{user}@mail.example")
    lines.append(f"ADR;{'HOME' if version == '2.1' else 'TYPE=home'}:;;{source.randint(1, 200)} "
                 f"{source.choice(BEGINNINGS)}gade;{source.choice(CITIES)};;"
                 f"{source.randint(1000, 9999)};")
    if source.random() < 0.4:
        lines.append(f"BDAY:{source.randint(1940, 2005)}-{source.randint(1, 12):02}-"
                     f"{source.randint(1, 28):02}")
    if source.random() < 0.6:
        note = " ".join(source.choices(WORDS, k=source.randint(8, 30)))
        lines.append(f"NOTE:{note}" + ("" if version == "2.1" else "\\nSecond line\\, with a comma"))
    if source.random() < 0.3 and version != "2.1":
        lines.append(f"CATEGORIES:{source.choice(['friends', 'work', 'family', 'choir'])}")
    if source.random() < 0.2:
        lines.append(f"URL:https://{user}.example/about")
    if version == "2.1":
        lines = [quoted_printable(*line.split(":", 1)) for line in lines]
    else:
        lines = [fold(line) for line in lines]
    if source.random() < 0.8:
        lines.append(f"UID:urn:uuid:{source.getrandbits(32):08x}-0000-4000-8000-{number:012x}")
    lines.append("REV:2024-05-01T10:00:00Z")
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def main():
    count = int(sys.argv[1])
    source = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for number in range(count):
        sys.stdout.buffer.write(card(number, source).encode())


if __name__ == "__main__":
    main()
