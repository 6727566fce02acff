"""Removes from a folder of installed packages what the page never asks for.

`python trim.py FOLDER`, where pip has installed into FOLDER with `--target`. Needs no package. The
licences, in the folders that end with `.dist-info`, stay.
"""

import shutil
import sys
from pathlib import Path

# By patterns below the folder: why nothing of it is missed.
UNNEEDED = {
    "bin": "programs for developers",
    "share": "for Jupyter",
    "*.dist-info/RECORD": "lists what is no longer here",
    "**/tests": "tests of the packages",
    "**/*.pyi": "types for checkers; those that are imported are in .py files",
    "**/*.pxd": "for extensions in Cython",
    "**/*.map": "from minified scripts to their sources",
    "backports/zstd/tarfile.py": "no archive is read",
    "backports/zstd/zipfile": "no archive is read",
    "dash/dash-renderer/build/*.dev.js": "a variant for debugging",
    "dash/deps/*@??.?.?.js": "variants for debugging",
    "dash/deps/react*@16.*": "Dash loads another version of React",
    "dash/deps/react*@18.2.*": "Dash loads another version of React",
    "dash/*/metadata.json": "what the Python classes of Dash's components were made from",
    "dash/dash_table/async-*.js": "no part of the page is a table of Dash",
    "dash/dash_table/commons.js": "no part of the page is a table of Dash",
    "dash/dash_table/demo.js": "no part of the page is a table of Dash",
    "dash/dcc/async-d*.js": "no part of the page is a calendar or a list that drops down",
    "dash/dcc/async-highlight.js": "no part of the page is Markdown",
    "dash/dcc/async-ma*.js": "no part of the page is Markdown, no text in the plot is TeX",
    "dash/dcc/async-upload.js": "nothing is uploaded",
    "dash/mcp": "for programs that drive a page",
    "dash/testing": "for tests of Dash pages",
    "narwhals/_[!c]*/": "for data frames of other packages, which are not installed",
    "numpy/_core/_simd.*": "for numpy's tests",
    "numpy/_core/_*_tests.*": "for numpy's tests",
    "numpy/_core/include": "for extensions in C",
    "numpy/_core/lib": "for extensions in C",
    "numpy/core": "old names of what is in numpy/_core",
    "numpy/f2py": "for extensions in Fortran",
    "numpy/fft": "no Fourier transform is computed",
    "numpy/random/_examples": "examples",
    "numpy/random/lib": "for extensions in C",
    "numpy/testing": "for tests",
    "plotly/data": "examples",
    "plotly/express": "figures are plain dicts",
    "plotly/figure_factory": "figures are plain dicts",
    "plotly/graph_objs/*/": "figures are plain dicts; Dash names one class, that of all figures",
    "plotly/graph_objs/_[!_f]*.py": "parts of figures, as above",
    "plotly/graph_objs/_figurewidget.py": "for Jupyter",
    "plotly/labextension": "for Jupyter",
    "plotly/matplotlylib": "for Matplotlib",
    "plotly/package_data": "the whole plotly.js, of which the assets have a part, and examples",
    "plotly/validators": "figures are plain dicts",
    "pydantic/mypy.py": "for checkers of types",
    "pydantic/v1": "an old version of pydantic",
}


def trim_packages(folder: Path) -> None:
    """Remove what is unneeded. Raises ValueError for a pattern that matches nothing."""
    for pattern in UNNEEDED:
        found = list(folder.glob(pattern))
        if not found:
            raise ValueError(f"{pattern}: nothing in the packages has such a name any more")
        for path in found:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


if __name__ == "__main__":
    trim_packages(Path(sys.argv[1]))
