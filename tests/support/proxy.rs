//! A way to a server that can be cut and mended, as networks are.

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Passes connections on to a server until it is cut.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    way: Arc<Way>,
}

#[derive(Debug)]
struct Way {
    target: String,
    is_cut: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Proxy {
    /// Begins to pass connections on to `target`, an address with its port.
    pub fn to(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a local port is free");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let way = Way { target: target.to_owned(), is_cut: AtomicBool::new(false), open: Mutex::default() };
        let way = Arc::new(way);
        let accepting = Arc::clone(&way);
        // It ends with the process of the test.
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // A client of a cut way finds its connection closed.
                if !accepting.is_cut.load(Ordering::SeqCst) {
                    let _refused = accepting.pass_on(client);
                }
            }
        });
        Self { port, way }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends all connections and takes no new ones.
    pub fn cut(&self) {
        self.way.is_cut.store(true, Ordering::SeqCst);
        for stream in self.way.open().drain(..) {
            let _already_closed = stream.shutdown(Shutdown::Both);
        }
    }

    pub fn mend(&self) {
        self.way.is_cut.store(false, Ordering::SeqCst);
    }
}

impl Way {
    fn pass_on(&self, client: TcpStream) -> io::Result<()> {
        let server = TcpStream::connect(&self.target)?;
        self.open().extend([client.try_clone()?, server.try_clone()?]);
        copy(client.try_clone()?, server.try_clone()?);
        copy(server, client);
        Ok(())
    }

    fn open(&self) -> std::sync::MutexGuard<'_, Vec<TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn copy(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        let _ended = io::copy(&mut from, &mut to);
        let _already_closed = to.shutdown(Shutdown::Both);
    });
}
