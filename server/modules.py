"""The JavaScript modules in the page's HTML: an import map that names the present version of each.

A module imports others by their plain names ("./store.mjs"). The import map sends each such name to
an address that carries a fingerprint of the file's content. Browsers keep those for a year, and a
new page always names new addresses, so it never runs with old modules.
"""

import base64
import hashlib
import json
from pathlib import Path


class ModuleSet:
    """The modules of one folder, served below one address; `main` is the one that the page runs.

    `fingerprints` has the fingerprint of each file by its name, `import_map` the text of the import
    map, which has to stand in the HTML before any module. `script_hash` is that text's hash for a
    Content-Security-Policy.
    """

    def __init__(self, folder: Path, url: str, main: str = "main.mjs") -> None:
        """Read the modules of `folder`; `url` is its address, with a slash at the end."""
        self._url = url
        self._main = main
        self.fingerprints = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            for path in sorted(folder.glob("*.mjs"))
        }
        imports = {url + name: self._address(name) for name in self.fingerprints}
        self.import_map = json.dumps({"imports": imports}, separators=(",", ":"))
        digest = hashlib.sha256(self.import_map.encode()).digest()
        self.script_hash = f"'sha256-{base64.b64encode(digest).decode()}'"

    def script_tags(self) -> str:
        """Return HTML that fetches all modules at once and runs the main one."""
        preloads = "".join(
            f'<link rel="modulepreload" href="{self._address(name)}">' for name in self.fingerprints
        )
        return f'{preloads}<script type="module" src="{self._address(self._main)}"></script>'

    def _address(self, name: str) -> str:
        return f"{self._url}{name}?m={self.fingerprints[name]}"
