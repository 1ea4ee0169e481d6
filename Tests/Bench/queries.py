"""The queries of the `sqlite3` yardsticks: the rows that kith reads, by index, in plain SQL."""
from dataclasses import dataclass

SUMMARY = """entity.uuid, person.kind, person.name, organisation, title, email, phone, tier,
    space.name, life"""


@dataclass
class Person:
    """Somebody to look for."""
    uuid: bytes
    name: str


def unique_person(database):
    """Somebody in the middle of the file whose name nobody else has."""
    row = database.execute(
        """SELECT entity.uuid, person.name FROM person JOIN entity ON entity.id = person.entity
        WHERE person.name IN (SELECT name FROM person GROUP BY name HAVING count(*) = 1)
        AND person.name NOT GLOB '*-*' AND entity.id > (SELECT max(entity) / 2 FROM person)
        ORDER BY entity.id LIMIT 1""").fetchone()
    return Person(*row)


def two_words(name):
    """The beginnings of the first and the last name."""
    parts = name.split()
    return f"{parts[0][:3]} {parts[-1][:4]}"


def worst_prefix(database):
    """The two letters that most people have a word with."""
    database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, row)")
    return database.execute(
        """SELECT substr(term, 1, 2) AS prefix FROM temp.words WHERE term GLOB '[a-z][a-z]*'
        GROUP BY prefix ORDER BY sum(doc) DESC LIMIT 1""").fetchone()[0]


def _details(entity):
    """What `show` prints of an entity that a sub-query names: its cells, notes and conflicts."""
    return [
        f"""SELECT author.space, field.name, head.element, author.replica, head.sequence, bytes
        FROM head JOIN author ON author.id = head.author JOIN field ON field.id = head.field
        JOIN change ON change.author = head.author AND change.sequence = head.sequence
        WHERE head.entity = ({entity}) ORDER BY author.space, head.field, head.element""",
        f"""SELECT entity.uuid, at, text FROM note JOIN entity ON entity.id = note.entity
        WHERE about = (SELECT uuid FROM entity WHERE id = ({entity}))""",
        f"SELECT count(*) FROM conflict WHERE entity = ({entity})"]


def show_by_id(identity):
    """The rows of a person by the whole id."""
    return [
        f"""SELECT {SUMMARY} FROM entity JOIN person ON person.entity = entity.id
        JOIN space ON space.id = person.space WHERE entity.uuid = x'{identity}'""",
        *_details(f"SELECT id FROM entity WHERE uuid = x'{identity}'")]


def _match(text, end="*"):
    return " AND ".join(f'"{word}"{end}' for word in text.replace("'", "''").split())


def show_by_name(person):
    """The rows of a person by the whole name: found once, by its words; the rest by the id."""
    name = person.name.replace("'", "''")
    return [
        f"""SELECT {SUMMARY} FROM person JOIN entity ON entity.id = person.entity
        JOIN space ON space.id = person.space WHERE person.name = '{name}' AND person.entity IN
        (SELECT rowid FROM search WHERE search MATCH 'name : ({_match(person.name, end="")})')""",
        *_details(f"SELECT id FROM entity WHERE uuid = x'{person.uuid.hex()}'")]


def find(text):
    """The best fifty, ranked as kith ranks them."""
    return f"""SELECT {SUMMARY} FROM
        (SELECT rowid AS found, rank AS score FROM search WHERE search MATCH '{_match(text)}'
         ORDER BY rank LIMIT 50)
        JOIN person ON person.entity = found
        JOIN entity ON entity.id = person.entity JOIN space ON space.id = person.space
        ORDER BY score, person.entity"""


def mail(text):
    """The addresses of who matches, those in touch most recently first; then their other ones."""
    people = f"""SELECT person.entity, name, email, organisation FROM person
        LEFT JOIN touched ON touched.entity = person.entity WHERE email <> '' AND life IN (0, 2)
        AND person.entity IN (SELECT rowid FROM search WHERE search MATCH '{_match(text)}')
        ORDER BY touched.last IS NULL, touched.last DESC,
        instr(' focus close active wide', tier) = 0, sort_name, person.entity LIMIT 200"""
    return [f"""SELECT name, email, organisation, value FROM ({people}) AS found
        JOIN contact_value ON contact_value.entity = found.entity AND kind = 'email'"""]
