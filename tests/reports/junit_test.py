#!/usr/bin/env python3
"""Parses the JUnit file as a CI server would: junit_test.py RENDER_PROGRAM OUT_DIR."""

import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree


def main():
    render, out = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run([render, str(out)], check=True)
    for name, claims in (("junit.xml", 6), ("hostile.xml", 1)):
        root = ElementTree.parse(out / name).getroot()
        assert root.tag == "testsuites", root.tag
        assert int(root.get("tests")) == len(list(root.iter("testcase"))) == claims
        assert int(root.get("failures")) == len(list(root.iter("failure")))
        for suite in root:
            assert suite.tag == "testsuite", suite.tag
            assert int(suite.get("tests")) == len(suite.findall("testcase"))
            assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
            assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
            assert all(case.get("classname") == suite.get("name") for case in suite)
            assert all(float(case.get("time")) >= 0 for case in suite)


if __name__ == "__main__":
    main()
