#!/usr/bin/env python3
"""Prints `N passed, M failed` from the report of a test run; fails when a test failed or fewer than MINIMUM passed.

usage: count_tests.py REPORT.xml MINIMUM
"""

import sys
import xml.etree.ElementTree as ElementTree


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        cases = ElementTree.parse(sys.argv[1]).findall(".//testcase")
    except (OSError, ElementTree.ParseError):
        sys.exit("The test run ended without its report: it crashed or was killed. See .build/test.log.")
    failed = sum(case.find("failure") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    passed = len(cases) - failed - skipped
    if skipped:
        print(f"{skipped} skipped; their names and reasons are above")
    print(f"{passed} passed, {failed} failed")
    minimum = int(sys.argv[2])
    if failed:
        sys.exit(1)
    if passed < minimum:
        sys.exit(f"At least {minimum} tests must pass (tools/run-tests): this run was not the whole suite.")


if __name__ == "__main__":
    main()
