"""Checks a wheel's SHA-256 and unpacks some of it, without installing anything.

usage: unpack_wheel.py WHEEL SHA256 FOLDER MEMBER...

A MEMBER is a file, or a folder with a slash at its end. The first part of each path (the Python package) is dropped.
"""

import hashlib
import os
import shutil
import sys
import zipfile


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def unpack(wheel, folder, members):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        for member in members:
            found = [n for n in names if n == member or (member.endswith("/") and n.startswith(member))]
            if not found:
                sys.exit(f"unpack_wheel: {os.path.basename(wheel)} has no {member}")
            for name in found:
                if name.endswith("/"):
                    continue
                target = os.path.join(folder, *name.split("/")[1:])
                os.makedirs(os.path.dirname(target), exist_ok=True)
                # zipfile compares each member with its CRC while it is read.
                with archive.open(name) as source, open(target, "wb") as out:
                    shutil.copyfileobj(source, out, 1 << 20)


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    wheel, expected, folder, *members = sys.argv[1:]
    actual = sha256(wheel)
    if actual != expected:
        sys.exit(
            f"unpack_wheel: {os.path.basename(wheel)} is not the pinned file: its SHA-256 is {actual}, expected {expected}. "
            "It was not used. Empty pip's cache (python3 -m pip cache purge) and try again; if the sum stays, "
            "the package index serves another file."
        )
    unpack(wheel, folder, members)


if __name__ == "__main__":
    main()
