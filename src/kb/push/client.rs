//! The HTTP side: one graph at a time, tried again with growing pauses while the fault may pass.

use oxigraph::model::NamedNode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::thread;
use std::time::Duration;
use ureq::http::{HeaderName, HeaderValue, Uri};
use ureq::{Agent, Body, http::Response};

/// A pause never grows beyond this, whatever the store asks for.
const LONGEST: Duration = Duration::from_secs(60);
/// A store that says nothing for so long is taken for gone.
const SILENCE: Duration = Duration::from_secs(120);
/// How much of a refusal is shown.
const SHOWN: u64 = 300;

/// How often and after which pauses a request is tried again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patience {
    /// How often, after the first time.
    pub retries: u32,
    /// The first pause; each further one is twice as long.
    pub pause: Duration,
}

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address cannot be used.
    #[error(
        "`{address}` is no address of a graph store: {reason}; write it as http://host:port/path, such as http://localhost:7878/store"
    )]
    Address {
        /// The address.
        address: String,
        /// What is wrong.
        reason: String,
    },
    /// A header that is none.
    #[error("`{0}` is no header; write it as Name: value")]
    Header(String),
    /// The store said no.
    #[error("the store answers {status}{}", if said.is_empty() { String::new() } else { format!(": {said}") })]
    Refused {
        /// The status code.
        status: u16,
        /// The beginning of what it says.
        said: String,
    },
    /// The store cannot be reached, or the connection broke.
    #[error("the store cannot be reached: {0}")]
    Unreachable(String),
}

/// A graph store, by its address.
pub struct Client {
    agent: Agent,
    address: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    patience: Patience,
}

impl Client {
    /// A client for the graph store at `address`; `headers` (`Name: value`) go with every request.
    ///
    /// # Errors
    /// When the address or a header cannot be used.
    pub fn new(address: &str, headers: &[String], patience: Patience) -> Result<Self, ClientError> {
        let fault = |reason: &str| ClientError::Address { address: address.to_owned(), reason: reason.to_owned() };
        let uri: Uri = address.parse().map_err(|error: ureq::http::uri::InvalidUri| fault(&error.to_string()))?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") if cfg!(feature = "https") => {}
            Some("https") => return Err(fault("this program was built without the feature `https`")),
            _ => return Err(fault("it does not begin with http://")),
        }
        let headers = headers.iter().map(|header| parse_header(header)).collect::<Result<_, _>>()?;
        let config = Agent::config_builder().http_status_as_error(false).timeout_recv_response(Some(SILENCE));
        Ok(Self { agent: config.build().into(), address: address.to_owned(), headers, patience })
    }

    /// Replaces a graph by N-Triples.
    ///
    /// # Errors
    /// When the store refuses, or cannot be reached in all tries.
    pub fn put(&self, graph: &NamedNode, triples: &str) -> Result<(), ClientError> {
        self.patiently(&[], || {
            let mut request = self.agent.put(self.place(graph)).header("Content-Type", "application/n-triples");
            for (name, value) in &self.headers {
                request = request.header(name, value);
            }
            request.send(triples)
        })
    }

    /// Deletes a graph; that the store does not have it is what is wanted.
    ///
    /// # Errors
    /// When the store refuses, or cannot be reached in all tries.
    pub fn delete(&self, graph: &NamedNode) -> Result<(), ClientError> {
        self.patiently(&[404, 410], || {
            let mut request = self.agent.delete(self.place(graph));
            for (name, value) in &self.headers {
                request = request.header(name, value);
            }
            request.call()
        })
    }

    /// The address of a graph, by indirect identification.
    fn place(&self, graph: &NamedNode) -> String {
        let joint = if self.address.contains('?') { '&' } else { '?' };
        format!("{}{joint}graph={}", self.address, utf8_percent_encode(graph.as_str(), NON_ALPHANUMERIC))
    }

    fn patiently(
        &self,
        also_fine: &[u16],
        request: impl Fn() -> Result<Response<Body>, ureq::Error>,
    ) -> Result<(), ClientError> {
        let mut pause = self.patience.pause;
        let mut left = self.patience.retries;
        loop {
            let (fault, asked) = match request() {
                Ok(response) if response.status().is_success() => return Ok(()),
                Ok(response) if also_fine.contains(&response.status().as_u16()) => return Ok(()),
                Ok(mut response) => {
                    let status = response.status().as_u16();
                    let asked = response.headers().get("retry-after").and_then(|v| v.to_str().ok()?.parse().ok());
                    let said = response.body_mut().with_config().limit(SHOWN).lossy_utf8(true).read_to_string();
                    let said = said.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                    let refused = ClientError::Refused { status, said };
                    // Only these may be otherwise a moment later.
                    if !matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504) {
                        return Err(refused);
                    }
                    (refused, asked.map(Duration::from_secs))
                }
                Err(error) => (ClientError::Unreachable(error.to_string()), None),
            };
            if left == 0 {
                return Err(fault);
            }
            left -= 1;
            thread::sleep(asked.unwrap_or(pause).min(LONGEST));
            pause = pause.saturating_mul(2);
        }
    }
}

fn parse_header(header: &str) -> Result<(HeaderName, HeaderValue), ClientError> {
    let parsed = header.split_once(':').and_then(|(name, value)| {
        Some((name.trim().parse::<HeaderName>().ok()?, value.trim().parse::<HeaderValue>().ok()?))
    });
    // Only the name is shown: the value may be a password.
    parsed.ok_or_else(|| ClientError::Header(header.split(':').next().unwrap_or_default().to_owned()))
}
