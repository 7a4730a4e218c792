//! A question to the engine, asked again whenever it changes; late answers to old questions are dropped.

use std::rc::Rc;

use celan_wire::{Request, Response};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::shell::use_shell;

/// What is known so far.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The newest answer; it stays while the next one is under way, so that nothing jumps.
    pub response: Option<Rc<Response>>,
    /// What it answers: while the next answer is under way, not what is asked by now.
    pub asked: Option<Request>,
}

/// Asks `request`, anew when it changes or the corpus does. `None` asks nothing.
#[hook]
pub fn use_answer(request: Option<Request>) -> Answer {
    let shell = use_shell();
    let answer = use_state(Answer::default);
    let newest = use_mut_ref(|| 0u32);
    let key = (request, shell.state.revision, shell.status.generation);
    {
        let answer = answer.clone();
        let client = shell.client;
        use_effect_with(key, move |(request, _, _)| {
            *newest.borrow_mut() += 1;
            let number = *newest.borrow();
            if let Some(request) = request {
                let coming = client.call(request);
                let asked = Some(request.clone());
                spawn_local(async move {
                    let response = coming.await;
                    if *newest.borrow() == number {
                        answer.set(Answer { response: Some(Rc::new(response)), asked });
                    }
                });
            } else {
                answer.set(Answer::default());
            }
        });
    }
    (*answer).clone()
}
