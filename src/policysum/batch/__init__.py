"""Many reports: which files, how many at once, what is up to date, what failed, and one table over all."""

from policysum.batch.jobs import Job, find_jobs, in_shard
from policysum.batch.output_folder import result_folder
from policysum.batch.results import BatchResult, Facts, Outcome, ReportResult, WrittenResult, written_results
from policysum.batch.run import Observer, RunStoppedError, Silent, Stop, run_batch

__all__ = [
    "BatchResult",
    "Facts",
    "Job",
    "Observer",
    "Outcome",
    "ReportResult",
    "RunStoppedError",
    "Silent",
    "Stop",
    "WrittenResult",
    "find_jobs",
    "in_shard",
    "result_folder",
    "run_batch",
    "written_results",
]
