"""Reconciliation API 0.2 at ``/reconcile``: names in a table become things of the graph.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/. `manifest` describes the
service, `asked` reads what clients send, `service` answers queries and extensions, `suggest` completes
words while somebody types and shows previews.
"""

from __future__ import annotations

from fastapi import APIRouter

from api.reconcile import service, suggest

__all__ = ["router"]

router = APIRouter()
for _module in (service, suggest):
    router.include_router(_module.router)
