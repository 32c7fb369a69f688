package io.minirpc.samples.arith;

import io.minirpc.RpcException;

/** The calls of the load, each checking its answer. */
enum Operation {
    ADD {
        @Override
        void call(Arith arith, int n) {
            expect(n + 1, arith.add(new Arith.Operands(n, 1)).value());
        }
    },
    MUL {
        @Override
        void call(Arith arith, int n) {
            int a = n % MAX_FACTOR;
            expect(a * -7, arith.mul(new Arith.Operands(a, -7)).value());
        }
    },
    DIV {
        /** Now and then divides by zero: an error that is the right answer. */
        @Override
        void call(Arith arith, int n) {
            int b = n / 4 % 10;
            if (b == 0) {
                expectDivideByZero(arith, n);
            } else {
                expect(n / b, arith.div(new Arith.Operands(n, b)).value());
            }
        }
    },
    ECHO {
        @Override
        void call(Arith arith, int n) {
            String text = "call " + n + ", \"ĉu ne\"?";
            expect(text, arith.echo(new Arith.Text(text)).value());
        }
    };

    private static final int MAX_FACTOR = 1_000_000;

    /** Makes the nth call; throws if it fails or the answer is wrong. */
    abstract void call(Arith arith, int n);

    private static void expectDivideByZero(Arith arith, int n) {
        Arith.Result result;
        try {
            result = arith.div(new Arith.Operands(n, 0));
        } catch (RpcException e) {
            if (String.valueOf(e.getMessage()).endsWith("divide by zero")) {
                return;
            }
            throw e;
        }
        throw new WrongAnswerException(result.value(), "the error \"divide by zero\"");
    }

    private static void expect(Object expected, Object answer) {
        if (!expected.equals(answer)) {
            throw new WrongAnswerException(answer, expected);
        }
    }

    /** Says that a call succeeded with what it should not have answered. */
    static final class WrongAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongAnswerException(Object answer, Object expected) {
            super("wrong answer: " + answer + " (expected: " + expected + ")");
        }
    }
}
