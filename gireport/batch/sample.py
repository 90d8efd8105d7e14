"""Which briefs of a plan are proved before they are written."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from gireport.batch.manifest import output_name

if TYPE_CHECKING:
    from gireport.batch.job import Proof
    from gireport.batch.plan import Plan

Share = Literal["sample", "all"]
_FEWEST = 20
_ONE_IN = 100


def with_proofs(plan: Plan, share: Share, proof: Proof) -> Plan:
    """The plan with all its jobs to be proved, or a sample: one in a hundred, and twenty at least.

    The sample is drawn by the names of the files, so that it is spread over the plan and the same each time.
    """
    count = len(plan.jobs) if share == "all" else max(_FEWEST, -(-len(plan.jobs) // _ONE_IN))
    drawn = {job.number for job in sorted(plan.jobs, key=lambda job: _lot(output_name(job.output, plan.root)))[:count]}
    return replace(plan, jobs=tuple(replace(job, proof=proof) if job.number in drawn else job for job in plan.jobs))


def _lot(name: str) -> bytes:
    return hashlib.sha256(name.encode(errors="surrogateescape")).digest()
