//! Goes through one hot path, for an instrument that counts instructions: `hot_paths NAME`, or
//! `hot_paths` for their names. Counting is to begin and end with `counted`: what is made once (tables,
//! models) is made before it.

mod made;
mod paths;

fn main() {
    let Some(asked) = std::env::args().nth(1) else {
        for (name, _) in paths::ALL {
            println!("{name}");
        }
        return;
    };
    let (_, prepare) = paths::ALL
        .into_iter()
        .find(|(name, _)| *name == asked)
        .unwrap_or_else(|| panic!("there is no path {asked}"));
    let mut path = prepare();
    path();
    counted(&mut path);
}

/// A function of its own also where everything is inlined, because the instrument goes by its name.
#[inline(never)]
fn counted(path: &mut paths::Path) {
    path();
}
