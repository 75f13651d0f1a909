//! The core bound to JavaScript: one class, plain values.
//!
//! An extension's background, its pages and the playground each make one [`Engine`] and call it.
//! A snapshot arrives as an object of typed arrays, whose columns are copied into the module once
//! ([`columns`]); everything else passes as plain serialisable values ([`values`]), so that no
//! object but the engine itself ever needs to be freed. What cannot be done is thrown as
//! `{code, message}`. A panic is a bug: it is told to the console with its place, and the host
//! starts another engine.

mod columns;
mod engine;
mod host;
mod learned;
mod shards;
mod values;

pub use engine::Engine;
