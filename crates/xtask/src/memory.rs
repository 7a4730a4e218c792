//! Copying and filling memory as WebAssembly's first edition can: eight bytes at a time.
//!
//! The compiler says `memory.copy` and `memory.fill`, which the floor does not have. wasm-opt puts loops over single bytes in
//! their place, in which an engine that clears its sets for each question spends a tenth of its time.

use walrus::ir::{
    BinaryOp, Call, ExtendedLoad, Instr, InstrSeq, LoadKind, MemArg, StoreKind, UnaryOp, VisitorMut,
    dfs_pre_order_mut,
};
use walrus::{FunctionBuilder, FunctionId, InstrSeqBuilder, LocalId, MemoryId, Module, ValType};

/// Bytes that are moved at a time.
const WIDE: i32 = 8;

/// Puts calls of two functions in the place of `memory.copy` and `memory.fill`.
pub(crate) fn lower(module: &mut Module) {
    let Some(memory) = module.memories.iter().map(walrus::Memory::id).next() else { return };
    let mut calls = Calls { copy: copy(module, memory), fill: fill(module, memory) };
    for (_, function) in module.funcs.iter_local_mut() {
        let start = function.entry_block();
        dfs_pre_order_mut(&mut calls, function, start);
    }
}

struct Calls {
    copy: FunctionId,
    fill: FunctionId,
}

impl VisitorMut for Calls {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        for (instruction, _) in &mut sequence.instrs {
            let func = match instruction {
                Instr::MemoryCopy(_) => self.copy,
                Instr::MemoryFill(_) => self.fill,
                _ => continue,
            };
            *instruction = Call { func }.into();
        }
    }
}

/// `fill(to, byte, count)`.
fn fill(module: &mut Module, memory: MemoryId) -> FunctionId {
    let [to, byte, count] = [(); 3].map(|()| module.locals.add(ValType::I32));
    let eight = module.locals.add(ValType::I64);
    let mut function = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
    let mut body = function.func_body();
    body.local_get(byte).i32_const(0xFF).binop(BinaryOp::I32And).unop(UnaryOp::I64ExtendUI32);
    body.i64_const(0x0101_0101_0101_0101).binop(BinaryOp::I64Mul).local_set(eight);
    while_at_least(&mut body, count, WIDE, |body| {
        body.local_get(to).local_get(eight).store(memory, StoreKind::I64 { atomic: false }, anywhere());
        step(body, to, BinaryOp::I32Add, WIDE);
        step(body, count, BinaryOp::I32Sub, WIDE);
    });
    while_at_least(&mut body, count, 1, |body| {
        body.local_get(to).local_get(byte).store(memory, StoreKind::I32_8 { atomic: false }, anywhere());
        step(body, to, BinaryOp::I32Add, 1);
        step(body, count, BinaryOp::I32Sub, 1);
    });
    function.finish(vec![to, byte, count], &mut module.funcs)
}

/// `copy(to, from, count)`, which may overlap.
fn copy(module: &mut Module, memory: MemoryId) -> FunctionId {
    let [to, from, count] = [(); 3].map(|()| module.locals.add(ValType::I32));
    let mut function = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
    // Without its sign the distance is great as well where the copy begins before what is copied: forwards does for both.
    let mut body = function.func_body();
    body.local_get(to).local_get(from).binop(BinaryOp::I32Sub).local_get(count).binop(BinaryOp::I32GeU);
    body.if_else(
        None,
        |body| {
            for width in [WIDE, 1] {
                while_at_least(body, count, width, |body| {
                    move_bytes(body, memory, width, |body, place| {
                        body.local_get(if place == Place::To { to } else { from });
                    });
                    step(body, to, BinaryOp::I32Add, width);
                    step(body, from, BinaryOp::I32Add, width);
                    step(body, count, BinaryOp::I32Sub, width);
                });
            }
        },
        |body| {
            for width in [WIDE, 1] {
                while_at_least(body, count, width, |body| {
                    step(body, count, BinaryOp::I32Sub, width);
                    move_bytes(body, memory, width, |body, place| {
                        body.local_get(if place == Place::To { to } else { from });
                        body.local_get(count).binop(BinaryOp::I32Add);
                    });
                });
            }
        },
    );
    function.finish(vec![to, from, count], &mut module.funcs)
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    To,
    From,
}

/// Moves `width` bytes between the two addresses that `address` puts on the stack.
fn move_bytes(
    body: &mut InstrSeqBuilder<'_>,
    memory: MemoryId,
    width: i32,
    address: impl Fn(&mut InstrSeqBuilder<'_>, Place),
) {
    let byte = LoadKind::I32_8 { kind: ExtendedLoad::ZeroExtend };
    let (load, store) = if width == WIDE {
        (LoadKind::I64 { atomic: false }, StoreKind::I64 { atomic: false })
    } else {
        (byte, StoreKind::I32_8 { atomic: false })
    };
    address(body, Place::To);
    address(body, Place::From);
    body.load(memory, load, anywhere()).store(memory, store, anywhere());
}

/// Does what `each` adds as long as the local `count`, which has no sign, is not less than `least`.
fn while_at_least(
    body: &mut InstrSeqBuilder<'_>,
    count: LocalId,
    least: i32,
    each: impl FnOnce(&mut InstrSeqBuilder<'_>),
) {
    body.block(None, |done| {
        let end = done.id();
        done.loop_(None, |again| {
            let start = again.id();
            again.local_get(count).i32_const(least).binop(BinaryOp::I32LtU).br_if(end);
            each(again);
            again.br(start);
        });
    });
}

fn step(body: &mut InstrSeqBuilder<'_>, local: LocalId, change: BinaryOp, by: i32) {
    body.local_get(local).i32_const(by).binop(change).local_set(local);
}

/// An address that need not be a multiple of anything.
fn anywhere() -> MemArg {
    MemArg { align: 1, offset: 0 }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::process::Stdio;

    use super::*;
    use crate::step::command;

    /// Copies and fills each way and length, and holds them against what JavaScript does to the same bytes.
    const HELD_AGAINST: &str = "
        const { memory, copy, fill } = new WebAssembly.Instance(new WebAssembly.Module(require('fs').readFileSync(0))).exports;
        const bytes = new Uint8Array(memory.buffer, 0, 96);
        const equal = (act, expected, said) => {
            bytes.forEach((_, at) => (bytes[at] = 7 * at));
            const wanted = bytes.slice();
            expected(wanted);
            act();
            if (bytes.some((byte, at) => byte !== wanted[at])) throw new Error(said);
        };
        for (let to = 0; to < 40; to += 1) for (let count = 0; count < 30; count += 1) {
            equal(() => fill(to, 0x1ab, count), (w) => w.fill(0xab, to, to + count), `fill ${to} ${count}`);
            for (let from = 0; from < 40; from += 1)
                equal(() => copy(to, from, count), (w) => w.copyWithin(to, from, from + count), `copy ${to} ${from} ${count}`);
        }";

    #[test]
    fn memory_is_copied_and_filled_as_javascript_does() {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.exports.add("memory", memory);
        for (name, instruction) in [
            ("copy", Instr::from(walrus::ir::MemoryCopy { src: memory, dst: memory })),
            ("fill", walrus::ir::MemoryFill { memory }.into()),
        ] {
            let [a, b, c] = [(); 3].map(|()| module.locals.add(ValType::I32));
            let mut function = FunctionBuilder::new(&mut module.types, &[ValType::I32; 3], &[]);
            function.func_body().local_get(a).local_get(b).local_get(c).instr(instruction);
            let function = function.finish(vec![a, b, c], &mut module.funcs);
            module.exports.add(name, function);
        }
        lower(&mut module);
        let mut node = command("node", &["-e", HELD_AGAINST]);
        let mut node = node.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        node.stdin.take().unwrap().write_all(&module.emit_wasm()).unwrap();
        let told = node.wait_with_output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    }
}
