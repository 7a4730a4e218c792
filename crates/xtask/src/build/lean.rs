//! Leaves out of our scripts and styles what only people read.

/// A script without indentation, blank lines and lines that are wholly a comment. Works on lines, so a template string
/// must not hold a line that looks like a comment.
pub(crate) fn lean_script(script: &str) -> String {
    let mut lean = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    lean
}

/// A style sheet without comments and indentation.
pub(crate) fn lean_styles(styles: &str) -> String {
    let mut rest = styles;
    let mut kept = String::with_capacity(styles.len());
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_people_read_is_left_out() {
        let script = "// why\nconst a = 1; // kept\n\n  /* a\n   * b */\n  f(\"//\");\n/** c */\n";
        assert_eq!(lean_script(script), "const a = 1; // kept\nf(\"//\");\n");
        assert_eq!(lean_styles("/* a */\n.b {\n  color: red; /* c */\n}\n"), ".b {\ncolor: red;\n}\n");
    }
}
