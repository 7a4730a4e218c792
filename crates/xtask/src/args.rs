//! What was typed.

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Serve { release: bool, port: u16 },
    Test,
    Build { release: bool },
    Size,
    Bench { most: u32 },
    Fuzz { target: Option<&'static str>, minutes: u32 },
}

/// Reads the words behind `cargo xtask`, or says in a sentence what is wrong with them.
pub(crate) fn read(words: &[String]) -> Result<Task, String> {
    let (task, flags) = words.split_first().ok_or("expected a task")?;
    let mut flags = Flags { task, words: flags };
    let task = match task.as_str() {
        "help" | "--help" | "-h" => Task::Help,
        "serve" => Task::Serve { release: flags.switch("--release"), port: flags.port()? },
        "test" => Task::Test,
        "build" => Task::Build { release: flags.switch("--release") },
        "size" => Task::Size,
        "bench" => Task::Bench { most: flags.number("--most", 10_000)? },
        "fuzz" => Task::Fuzz { target: flags.fuzz_target(), minutes: flags.number("--minutes", 2)? },
        other => {
            return Err(format!(
                "there is no task {other}; expected serve, test, build, size, bench or fuzz"
            ));
        }
    };
    flags.end()?;
    Ok(task)
}

struct Flags<'a> {
    task: &'a str,
    words: &'a [String],
}

impl Flags<'_> {
    /// Whether `name` was given in front of what is left.
    fn switch(&mut self, name: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if first == name => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }

    /// The fuzz target that is named in front of what is left.
    fn fuzz_target(&mut self) -> Option<&'static str> {
        let (first, rest) = self.words.split_first()?;
        let target = crate::fuzz::TARGETS.into_iter().find(|target| target == first)?;
        self.words = rest;
        Some(target)
    }

    fn port(&mut self) -> Result<u16, String> {
        match self.value("--port")? {
            None => Ok(8080),
            Some(value) => match value.parse() {
                Ok(port) if port > 0 => Ok(port),
                _ => Err(format!("--port {value} is no port; expected a number from 1 to 65535")),
            },
        }
    }

    /// The number behind `name`, at least 1, or `usual`.
    fn number(&mut self, name: &str, usual: u32) -> Result<u32, String> {
        match self.value(name)? {
            None => Ok(usual),
            Some(value) => match value.parse() {
                Ok(number) if number > 0 => Ok(number),
                _ => Err(format!("{name} {value} is no number from 1 on")),
            },
        }
    }

    /// What stands behind `name` or behind `name=`, if that is in front of what is left.
    fn value(&mut self, name: &str) -> Result<Option<&str>, String> {
        let Some((first, rest)) = self.words.split_first() else { return Ok(None) };
        let (value, rest) = match first.strip_prefix(name) {
            Some("") => {
                let (value, rest) = rest.split_first().ok_or(format!("{name} needs a number behind it"))?;
                (value.as_str(), rest)
            }
            Some(value) if value.starts_with('=') => (&value[1..], rest),
            _ => return Ok(None),
        };
        self.words = rest;
        Ok(Some(value))
    }

    fn end(&self) -> Result<(), String> {
        match self.words.first() {
            Some(word) => Err(format!("{} does not take {word} here", self.task)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Result<Task, String> {
        read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn every_task_reads() {
        assert_eq!(words("serve"), Ok(Task::Serve { release: false, port: 8080 }));
        assert_eq!(words("serve --release --port 9000"), Ok(Task::Serve { release: true, port: 9000 }));
        assert_eq!(words("serve --port=9000"), Ok(Task::Serve { release: false, port: 9000 }));
        assert_eq!(words("build --release"), Ok(Task::Build { release: true }));
        assert_eq!(words("bench --most 100"), Ok(Task::Bench { most: 100 }));
        assert_eq!(words("fuzz"), Ok(Task::Fuzz { target: None, minutes: 2 }));
        assert_eq!(words("fuzz clean --minutes 10"), Ok(Task::Fuzz { target: Some("clean"), minutes: 10 }));
    }

    #[test]
    fn a_wrong_call_is_answered_with_a_sentence() {
        for (line, sentence) in [
            ("", "expected a task"),
            ("sreve", "there is no task sreve"),
            ("serve --port", "needs a number"),
            ("serve --port 0", "from 1 to 65535"),
            ("serve --port 70000", "from 1 to 65535"),
            ("serve 8080", "serve does not take 8080"),
            ("fuzz clean --minutes 0", "no number from 1 on"),
            ("fuzz everything", "fuzz does not take everything"),
            ("test --quick", "test does not take --quick"),
        ] {
            let said = words(line).expect_err(line);
            assert!(said.contains(sentence), "{line}: {said}");
        }
    }
}
