"""Makes the source of the next version: this one's, and one more migration.

    next_source.py FOLDER    brings FOLDER up to date and prints a hash of what is in it

Files that are the same are left alone, so that only what has changed is compiled again.
"""

import hashlib
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MIGRATIONS = "Sources/MinitterModel/Migrations"
# What a next version might bring: a table, and a column that old programs know nothing of and need not fill. Both are
# written for MariaDB, which the drills run on.
MIGRATION = '''import Database

extension Migrations {{
    /// Only adds, so the program before goes on beside it.
    static let drill = Migration(version: {version}, name: "drill", compatibleFrom: {compatible}) {{ dialect in
        [
            """
            CREATE TABLE IF NOT EXISTS drill_notes (
                id \\(dialect.identity),
                user_id BIGINT NOT NULL,
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
            ) \\(dialect.tableOptions)
            """,
            "ALTER TABLE tweets ADD COLUMN IF NOT EXISTS language VARCHAR(16) NOT NULL DEFAULT 'und'",
        ]
    }}
}}
'''


def source():
    """Path and bytes of every file that the program is built from."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "--"]
    listed = subprocess.run([*command, "Package.swift", "Sources", "Tests"], check=True, capture_output=True, text=True)
    # Where there are versions that others can be resolved from.
    files = {name for name in (*listed.stdout.splitlines(), "Package.resolved") if (ROOT / name).is_file()}
    contents = {name: (ROOT / name).read_bytes() for name in files}
    listing = contents[f"{MIGRATIONS}/Migrations.swift"].decode()
    names = re.search(r"\[Migration\] = \[(.*?)\]", listing, re.S)
    version = names[1].count(",") + (not names[1].rstrip().endswith(",")) + 1
    changed = listing.replace(names[1], names[1].rstrip().rstrip(",") + ", drill")
    contents[f"{MIGRATIONS}/Migrations.swift"] = changed.encode()
    text = MIGRATION.format(version=version, compatible=version - 1)
    contents[f"{MIGRATIONS}/Migration{version}Drill.swift"] = text.encode()
    return contents


def main(folder):
    folder, contents = pathlib.Path(folder), source()
    for path in folder.glob("Sources/**/*"):
        if path.is_file() and str(path.relative_to(folder)) not in contents:
            path.unlink()
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    print(digest.hexdigest()[:16])


if __name__ == "__main__":
    main(*sys.argv[1:])
