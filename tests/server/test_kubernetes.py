"""The Kubernetes manifest: would a cluster take it, and does it agree with the stack?"""

import copy
import re
from typing import Any

import kubernetes_validate
import pytest
import yaml
from flask.testing import FlaskClient

from tests.benchmark.servers import ROOT
from tests.server.test_image import STACK, last_step, stack_default

KUBERNETES_VERSION = "1.37"
STOP_S = 7  # after which the server has ended, whatever is half-sent
OBJECTS: dict[str, Any] = {
    each["kind"]: each
    for each in yaml.safe_load_all((ROOT / "server" / "kubernetes.yaml").read_text())
}
DEPLOYMENT = OBJECTS["Deployment"]["spec"]
POD = DEPLOYMENT["template"]["spec"]
(CONTAINER,) = POD["containers"]
LABELS = DEPLOYMENT["template"]["metadata"]["labels"]


def parse_seconds(text: str) -> int:
    """Return the seconds of a duration of the stack, as 15s."""
    return int(text.removesuffix("s"))


def parse_mebibytes(text: str) -> int:
    """Return the MiB of an amount of memory, as 256M in the stack or 256Mi in Kubernetes."""
    match = re.fullmatch(r"(?:\$\{MEMORY:-)?(\d+)Mi?\}?", text)
    assert match is not None
    return int(match[1])


def test_there_is_one_object_of_each_kind() -> None:
    kinds = ["Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget"]
    assert list(OBJECTS) == kinds


@pytest.mark.parametrize("kind", OBJECTS)
def test_a_cluster_takes_the_object(kind: str) -> None:
    validated = kubernetes_validate.validate(OBJECTS[kind], KUBERNETES_VERSION, strict=True)
    assert validated == KUBERNETES_VERSION


@pytest.mark.parametrize(
    ("field", "value"),
    [("terminationGracePeriod", 15), ("terminationGracePeriodSeconds", "15s")],
)
def test_a_wrong_field_would_be_found(field: str, value: object) -> None:
    wrong = copy.deepcopy(OBJECTS["Deployment"])
    wrong["spec"]["template"]["spec"][field] = value
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, KUBERNETES_VERSION, strict=True)


def test_the_pod_keeps_the_restricted_profile() -> None:
    user, group = (int(each) for each in last_step("USER").split(":"))
    assert POD["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": user,
        "runAsGroup": group,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert CONTAINER["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": STACK["read_only"],
        "capabilities": {"drop": STACK["cap_drop"]},
    }
    assert POD["automountServiceAccountToken"] is False


def test_the_container_gets_what_the_stack_gives() -> None:
    stack, pod = STACK["deploy"]["resources"], CONTAINER["resources"]
    assert parse_mebibytes(pod["limits"]["memory"]) == parse_mebibytes(stack["limits"]["memory"])
    assert parse_mebibytes(pod["requests"]["memory"]) == parse_mebibytes(
        stack["reservations"]["memory"]
    )
    variables = {each["name"]: each["value"] for each in CONTAINER["env"]}
    assert variables == {name: stack_default(name) for name in STACK["environment"]}


def test_the_probes_are_the_check_of_the_stack() -> None:
    check = STACK["healthcheck"]
    interval, timeout, start = (
        parse_seconds(check[name]) for name in ("interval", "timeout", "start_period")
    )
    later = {
        "httpGet": CONTAINER["startupProbe"]["httpGet"],
        "periodSeconds": interval,
        "timeoutSeconds": timeout,
        "failureThreshold": check["retries"],
    }
    assert CONTAINER["readinessProbe"] == CONTAINER["livenessProbe"] == later
    first = CONTAINER["startupProbe"]
    assert first["timeoutSeconds"] == timeout
    # Both give up a server that has not answered after the same time.
    patience_s = first["periodSeconds"] * first["failureThreshold"]
    assert patience_s == start + interval * check["retries"]


def test_the_probes_and_the_service_find_the_server(client: FlaskClient) -> None:
    (port,) = CONTAINER["ports"]
    assert port["containerPort"] == int(last_step("EXPOSE"))
    request = CONTAINER["startupProbe"]["httpGet"]
    assert request["port"] == port["name"]
    assert client.get(request["path"]).text == "OK"
    (service_port,) = OBJECTS["Service"]["spec"]["ports"]
    assert service_port["targetPort"] == port["name"]


def test_a_replica_has_the_time_to_answer_what_it_has_begun() -> None:
    sleep_s = CONTAINER["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert POD["terminationGracePeriodSeconds"] == parse_seconds(STACK["stop_grace_period"])
    assert POD["terminationGracePeriodSeconds"] >= sleep_s + STOP_S


def test_every_object_is_about_the_same_replicas() -> None:
    budget, scaler = OBJECTS["PodDisruptionBudget"]["spec"], OBJECTS["HorizontalPodAutoscaler"]
    assert DEPLOYMENT["selector"]["matchLabels"] == LABELS
    assert OBJECTS["Service"]["spec"]["selector"] == LABELS
    assert budget["selector"]["matchLabels"] == LABELS
    target = scaler["spec"]["scaleTargetRef"]
    assert target["name"] == OBJECTS["Deployment"]["metadata"]["name"]
    assert "replicas" not in DEPLOYMENT
    # It scales by parts of what a replica requests.
    (metric,) = scaler["spec"]["metrics"]
    assert metric["resource"]["name"] in CONTAINER["resources"]["requests"]
    # With one replica, a budget would let no node be drained, or leave nobody to answer.
    assert scaler["spec"]["minReplicas"] > budget["maxUnavailable"]


def test_an_update_never_leaves_fewer_replicas_than_before() -> None:
    assert DEPLOYMENT["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
