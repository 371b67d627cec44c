"""Runs the steps of action.yml in a shell, as GitHub's runner does: inputs with their defaults into the
environment of each step, GITHUB_PATH into the next. usage: run_action.py ACTION_YML FOLDER [INPUT=VALUE]...
Prints the outputs as JSON and ends with the status of the step that failed, if one did."""

import json
import os
import pathlib
import re
import subprocess
import sys

import yaml

action_file, folder = (pathlib.Path(argument) for argument in sys.argv[1:3])
action = yaml.safe_load(action_file.read_text())
inputs = {name: str(spec.get("default") or "") for name, spec in action["inputs"].items()}
for argument in sys.argv[3:]:
    name, value = argument.split("=", 1)
    if name not in inputs:
        sys.exit(f"action.yml has no input {name}")
    inputs[name] = value

context = {f"inputs.{name}": value for name, value in inputs.items()}
context |= {"github.action_repository": "us/syncbell", "github.token": "ghs_none"}


def filled_in(text):
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda match: context[match[1]], text)


def is_wanted(step):
    if "if" not in step:
        return True
    name, unwanted = re.fullmatch(r"([\w.-]+) != '(\w+)'", step["if"]).groups()
    return context[name] != unwanted


def outputs_in(text):
    return {match[1]: match[3] for match in re.finditer(r"(\w+)<<(\S+)\n(.*?)\n\2\n", text, re.DOTALL)}


status = 0
path = os.environ["PATH"]
for step in filter(is_wanted, action["runs"]["steps"]):
    files = {name: folder / name for name in ("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("")
    environment = os.environ | {"PATH": path, "GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(folder)}
    environment |= {"GITHUB_ACTION_PATH": str(action_file.parent)}
    environment |= {name: str(file) for name, file in files.items()}
    environment |= {name: filled_in(value) for name, value in step.get("env", {}).items()}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", filled_in(step["run"])]
    status = subprocess.run(command, env=environment, stdout=sys.stderr).returncode
    path = ":".join([*reversed(files["GITHUB_PATH"].read_text().split()), path])
    for name, value in outputs_in(files["GITHUB_OUTPUT"].read_text()).items():
        context[f"steps.{step.get('id')}.outputs.{name}"] = value
    if status != 0:
        break

found = {}
for name, spec in action["outputs"].items():
    expression = re.fullmatch(r"\$\{\{ (\S+) \}\}", spec["value"])[1]
    found[name] = context.get(expression)
print(json.dumps(found))
sys.exit(status)
