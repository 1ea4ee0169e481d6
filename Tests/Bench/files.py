"""What kith does with files: import against vobject, folders of .vcf files, doubles in a book."""
import json
import os
import shutil

from measure import Run, once, short

VOBJECT_CARDS = 2_000
DOUBLES = (10_000, 500, 200)
# Linking makes every file durable: with more files the benchmark would measure that alone.
LARGEST_FOLDER = 10_000


def import_rate(bench, imported):
    """The rate of import against that of vobject, which only parses; a card each."""
    if not bench.options.vobject:
        return
    folder = os.path.dirname(os.path.abspath(__file__))
    command = [bench.options.vobject, f"{folder}/vobject_rate.py", bench.path("contacts.vcf"),
               str(min(VOBJECT_CARDS, bench.options.size))]
    runs = []
    for _ in range(bench.rounds):
        run, answer = once(command)
        runs.append((float(answer), run.memory))
    seconds, memory = sorted(runs)[len(runs) // 2]
    ours = Run(imported.seconds / bench.options.size, imported.memory, imported.count)
    bench.add("import, a card", ours, Run(seconds, memory, len(runs)), "vobject, parsing only",
              0.1, 0.05)


def folder(bench, insert):
    """A linked folder: one file edited, one person edited, nothing edited."""
    if bench.options.size > LARGEST_FOLDER:
        return
    files = bench.path("mirror")
    os.mkdir(files)
    bench.on("files", "import", bench.path("contacts.vcf"))
    bench.on("files", "vdir", "link", files)
    # Files just written are read once more: a clock may be too coarse to tell.
    once(["sleep", "2"])
    bench.on("files", "vdir", "sync")
    bench.on("files", "vdir", "sync")
    name = next(name for name in sorted(os.listdir(files)) if name.endswith(".vcf"))
    edit = f"sed -i \"s/^TITLE.*/TITLE:Title $(date +%s%N)\\r/\" '{files}/{name}'"
    uid = next(line for line in open(f"{files}/{name}", encoding="utf-8") if line.startswith("EMAIL"))
    address = uid.strip().split(":", 1)[1]
    set_title = f"'{bench.kith}' edit {address} --set title=\"Title $(date +%s%N)\" > /dev/null"
    scan = ["find", files, "-name", "*.vcf", "-printf", "%i %s %T@ %C@ %f\\n"]
    for what, prepare in (("vdir sync, file edited", edit), ("vdir sync, person edited", set_title)):
        ours, look, write = short([[bench.kith, "vdir", "sync"], scan, insert],
                                  bench.home("files"), prepare, runs=5)
        look.seconds += write.seconds
        bench.add(what, ours, look, "find -printf + one FULL insert", 4, 2)
    bench.compare("vdir sync, nothing new", ["vdir", "sync"], scan, "find -printf", 2,
                  machine="files")
    shutil.rmtree(files)


def doubles(bench):
    """Cards of the same people: an absolute limit, for 10,000 cards."""
    if bench.options.size != DOUBLES[0]:
        return
    script = f"{os.path.dirname(os.path.abspath(__file__))}/doubles.py"
    book = bench.path("doubles.vcf")
    once(["sh", "-c", f"python3 '{script}' {' '.join(map(str, DOUBLES))} > '{book}'"])
    bench.on("doubles", "import", book)
    command = [bench.kith, "dupes", "--json"]
    run = short([command], bench.home("doubles"), runs=1)[0]
    pairs = json.loads(once(command, bench.home("doubles"))[1])["pairs"]
    certain = sum(pair["verdict"] == "merge" for pair in pairs)
    bench.limits.append({
        "what": f"dupes, {DOUBLES[0]:,} cards with {DOUBLES[1]} pairs and {DOUBLES[2]} namesakes",
        "seconds": run.seconds, "memory": run.memory, "limit": 2,
        "remark": f"{len(pairs)} pairs found, {certain} beyond doubt"})
