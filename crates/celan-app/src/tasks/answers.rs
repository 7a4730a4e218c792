//! A question to the engine, asked again whenever it changes; late answers to old questions are dropped.

use std::cell::RefCell;
use std::rc::Rc;

use celan_wasm::Client;
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
    let moment = (shell.state.revision, shell.status.generation);
    {
        let answer = answer.clone();
        let (client, under_way) = (shell.client, shell.under_way);
        use_effect_with((request, moment), move |(request, moment)| {
            let mut waiter = None;
            if let Some(request) = request.clone() {
                let question = Question { request: request.clone(), moment: *moment };
                let told = Callback::from(move |response| {
                    answer.set(Answer { response: Some(response), asked: Some(request.clone()) });
                });
                waiter = Some(under_way.ask(&client, question, told));
            } else {
                answer.set(Answer::default());
            }
            move || {
                if let Some(waiter) = waiter {
                    under_way.leave(&client, waiter);
                }
            }
        });
    }
    (*answer).clone()
}

/// The questions under way. What several components ask at a time is asked once, and what nobody waits for any more is
/// not worked at.
#[derive(Clone, Default)]
pub struct UnderWay(Rc<RefCell<Questions>>);

#[derive(Default)]
struct Questions {
    open: Vec<Open>,
    /// How many waiters and tickets there were.
    count: u32,
}

/// A question that waits for its answer.
struct Open {
    question: Question,
    ticket: u32,
    waiters: Vec<(u32, Callback<Rc<Response>>)>,
}

/// A request, and the documents it is about: the revision of the state and the generation of the corpus.
#[derive(PartialEq)]
struct Question {
    request: Request,
    moment: (u32, u32),
}

impl UnderWay {
    /// Asks, or waits with those who asked the same; gives the number of the waiter.
    fn ask(&self, client: &Client, question: Question, told: Callback<Rc<Response>>) -> u32 {
        let mut questions = self.0.borrow_mut();
        questions.count += 1;
        let number = questions.count;
        if let Some(open) = questions.open.iter_mut().find(|open| open.question == question) {
            open.waiters.push((number, told));
            return number;
        }
        let coming = client.droppable(number, &question.request);
        questions.open.push(Open { question, ticket: number, waiters: vec![(number, told)] });
        let under_way = self.clone();
        spawn_local(async move {
            let response = coming.await;
            for (_, told) in under_way.close(number) {
                if let Some(response) = &response {
                    told.emit(response.clone());
                }
            }
        });
        number
    }

    /// The waiters of a question that was answered.
    fn close(&self, ticket: u32) -> Vec<(u32, Callback<Rc<Response>>)> {
        let open = &mut self.0.borrow_mut().open;
        let at = open.iter().position(|open| open.ticket == ticket);
        at.map(|at| open.swap_remove(at).waiters).unwrap_or_default()
    }

    /// A waiter has no use for its answer any more.
    fn leave(&self, client: &Client, waiter: u32) {
        self.0.borrow_mut().open.retain_mut(|open| {
            open.waiters.retain(|(number, _)| *number != waiter);
            if open.waiters.is_empty() {
                client.drop_call(open.ticket);
            }
            !open.waiters.is_empty()
        });
    }
}
