"""The story on one page: every step that crosses stages, in the order it happens.

选 selection → placement → 育 development → 管 supervision → 用 appraisal → outcomes.
Steps inside one stage are that stage's actions; what stands here touches two or more.
"""

from __future__ import annotations
