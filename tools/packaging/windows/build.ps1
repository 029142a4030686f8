# Builds the Windows program and its installer on a Windows PC, from the project's folder:
#
#     powershell -ExecutionPolicy Bypass -File tools\packaging\windows\build.ps1
#
# It needs Python 3.11 (64 bit) as `py -3.11`, git, and makensis (NSIS 3) on the path. The same steps as
# tools/packaging/package.py on Linux: clean environment from the lock file, the same spec, the
# self-test inside the result, then the archive and the installer in dist.

$ErrorActionPreference = "Stop"
Set-StrictMode -Version Latest

$root = (Resolve-Path "$PSScriptRoot\..\..\..").Path
$work = Join-Path $root "build\package"
$dist = Join-Path $root "dist"
$tree = Join-Path $work "tree\petitiondesk"
$python = Join-Path $work "venv\Scripts\python.exe"

function Invoke-Step([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with $LASTEXITCODE" }
}

Set-Location $root
$version = [regex]::Match(
    (Get-Content -Raw -Encoding UTF8 "petitiondesk\__init__.py"), '__version__ = "([^"]+)"'
).Groups[1].Value
$env:PETITIONDESK_COMMIT = (git rev-parse --short=12 HEAD)
$env:SOURCE_DATE_EPOCH = (git log -1 --format=%ct)
$env:PYTHONHASHSEED = "0"
$env:PYTHONUTF8 = "1"
$env:QT_QPA_PLATFORM = "offscreen"

foreach ($old in @($work)) { if (Test-Path $old) { Remove-Item -Recurse -Force $old } }
New-Item -ItemType Directory -Force $dist | Out-Null
Invoke-Step "py" @("-3.11", "-m", "venv", (Join-Path $work "venv"))
Invoke-Step $python @(
    "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes",
    "-r", "requirements-build.lock"
)
Invoke-Step $python @(
    "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", (Join-Path $work "tree"),
    "--workpath", (Join-Path $work "pyinstaller"), "build.spec"
)
Invoke-Step (Join-Path $tree "petitiondesk-cli.exe") @("self-test")

$name = "petitiondesk-$version-windows-x86_64"
Compress-Archive -Force -Path "$tree\*" -DestinationPath (Join-Path $dist "$name.zip")
Invoke-Step $python @(
    "tools\packaging\installer.py", $tree, (Join-Path $work "pyinstaller\build\icons\petitiondesk.ico"),
    (Join-Path $dist "$name-setup.exe")
)
