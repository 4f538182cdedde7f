"""Replaying: past questions asked of two rule sets, and what that shows. Pure, but for reading what was asked."""
