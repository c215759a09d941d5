//! The program `galley`: hands the command line to the library and reports how it ended.

use std::process::ExitCode;

/// Faster than the system's allocator under many small allocations on several cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    galley_cli::run()
}
