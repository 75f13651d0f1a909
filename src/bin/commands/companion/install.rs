//! Telling a browser where the companion is.
//!
//! A browser looks for such programs in a folder of its own: a file there names the program, and the
//! extension that may start it. The program is started without arguments of ours, so a script of two
//! lines beside that file knows the library.

use std::env;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::json;

/// Name by which the extension asks for the companion.
const NAME: &str = "wireprint.companion";
/// Id of the extension in Firefox, which is the same everywhere.
const IN_FIREFOX: &str = "{5b0f3c1e-7a54-4d3c-9f0b-2f6c8f1d6a42}";

/// Browsers whose folder is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Browser {
    Firefox,
    Chrome,
    Chromium,
    Edge,
    Brave,
}

impl Browser {
    /// Where it looks for programs of this user, from the user's own folder.
    fn folder(self) -> &'static str {
        if cfg!(target_os = "macos") {
            match self {
                Self::Firefox => "Library/Application Support/Mozilla/NativeMessagingHosts",
                Self::Chrome => "Library/Application Support/Google/Chrome/NativeMessagingHosts",
                Self::Chromium => "Library/Application Support/Chromium/NativeMessagingHosts",
                Self::Edge => "Library/Application Support/Microsoft Edge/NativeMessagingHosts",
                Self::Brave => {
                    "Library/Application Support/BraveSoftware/Brave-Browser/NativeMessagingHosts"
                }
            }
        } else {
            match self {
                Self::Firefox => ".mozilla/native-messaging-hosts",
                Self::Chrome => ".config/google-chrome/NativeMessagingHosts",
                Self::Chromium => ".config/chromium/NativeMessagingHosts",
                Self::Edge => ".config/microsoft-edge/NativeMessagingHosts",
                Self::Brave => ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts",
            }
        }
    }

    /// Who may start the companion, as the browser wants it said.
    fn allowed(self, extension: Option<&str>) -> io::Result<(&'static str, String)> {
        match (self, extension) {
            (Self::Firefox, id) => Ok(("allowed_extensions", id.unwrap_or(IN_FIREFOX).to_owned())),
            (_, Some(id)) if id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                Ok(("allowed_origins", format!("chrome-extension://{id}/")))
            }
            _ => Err(io::Error::other(
                "which extension? --extension ID, 32 letters, as its options page shows it",
            )),
        }
    }
}

/// Writes the browser's file and the script beside it; gives what there is to say of it.
pub fn install(
    browser: Browser,
    library: &Path,
    extension: Option<&str>,
    into: Option<&Path>,
) -> io::Result<String> {
    if cfg!(windows) {
        return Err(io::Error::other(
            "on Windows browsers look for programs in the registry, which is not written yet",
        ));
    }
    let (key, who) = browser.allowed(extension)?;
    let folder = match into {
        Some(folder) => folder.to_owned(),
        None => env::home_dir()
            .map(|home| home.join(browser.folder()))
            .ok_or_else(|| io::Error::other("your own folder is not known: give --into DIR"))?,
    };
    let named = |path: &Path| {
        let path = path.display().to_string();
        move |error: io::Error| io::Error::other(format!("{path}: {error}"))
    };
    let library = fs::canonicalize(library).map_err(named(library))?;
    fs::create_dir_all(&folder).map_err(named(&folder))?;
    let folder = fs::canonicalize(&folder).map_err(named(&folder))?;
    let script = folder.join(format!("{NAME}.sh"));
    fs::write(&script, script_of(&env::current_exe()?, &library)?).map_err(named(&script))?;
    make_executable(&script).map_err(named(&script))?;
    let file = folder.join(format!("{NAME}.json"));
    let told = json!({
        "name": NAME,
        "description": "Wireprint: looks stories up in an archive on this computer",
        "path": script,
        "type": "stdio",
        key: [who],
    });
    fs::write(&file, format!("{told:#}\n")).map_err(named(&file))?;
    Ok(format!(
        "{}\n{}\nNow allow it on the extension's options page.",
        file.display(),
        script.display()
    ))
}

/// The script that the browser starts; what the browser adds to the command is of no use here.
fn script_of(program: &Path, library: &Path) -> io::Result<String> {
    let quoted = |path: &Path| {
        let path = path.to_str().ok_or_else(|| {
            io::Error::other(format!("{} cannot be written in a script", path.display()))
        })?;
        Ok::<_, io::Error>(format!("'{}'", path.replace('\'', r"'\''")))
    };
    Ok(format!(
        "#!/bin/sh\nexec {} companion --library {}\n",
        quoted(program)?,
        quoted(library)?
    ))
}

#[cfg(unix)]
fn make_executable(script: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(script, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
