//! The starter models.
