package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Contracts as tests write them: like a lock, in any order. Lines without a number are numbered by position, others
 * forced; an exception may say {@code extends} and its superclass.
 */
final class Contracts {
    private final List<Contract.Service> services = new ArrayList<>();
    private final List<Contract.Type> types = new ArrayList<>();
    private final List<Words> lines = new ArrayList<>();
    private int at;

    private Contracts() {}

    static Contract of(String text) throws LockException {
        Contracts contracts = new Contracts();
        for (String line : text.split("\n")) {
            if (!line.isBlank()) {
                contracts.lines.add(new Words("contract", contracts.lines.size() + 1, line));
            }
        }
        while (contracts.at < contracts.lines.size()) {
            contracts.block();
        }
        return new Contract(contracts.services, contracts.types);
    }

    private void block() throws LockException {
        Words header = lines.get(at++);
        if (header.take("service")) {
            String name = header.dotted();
            services.add(new Contract.Service(name, header.typeName(), methods()));
            return;
        }
        String text = header.text();
        int at = text.indexOf(" extends ");
        List<String> supertypes =
                at < 0 ? List.of() : List.of(text.substring(at + 9).split(", "));
        LockedType type = LockReader.header(new Words("contract", 1, at < 0 ? text : text.substring(0, at)));
        types.add(new Contract.Type(
                type.kind(),
                type.name(),
                type.variables(),
                type.wireName(),
                type.isImported(),
                supertypes,
                members(type.kind(), 2)));
    }

    private List<Contract.Method> methods() throws LockException {
        List<Contract.Method> methods = new ArrayList<>();
        while (at < lines.size() && lines.get(at).indent() == 2) {
            LockedMethod method = LockReader.method(lines.get(at++));
            methods.add(new Contract.Method(method.name(), method.signature(), members(BlockKind.MESSAGE, 4)));
        }
        return methods;
    }

    private List<Contract.Member> members(BlockKind kind, int indent) throws LockException {
        List<Contract.Member> members = new ArrayList<>();
        while (at < lines.size() && lines.get(at).indent() == indent) {
            Words line = lines.get(at++);
            boolean isForced = Character.isDigit(line.text().charAt(indent));
            int number = isForced ? line.number() : kind.first() + members.size();
            String name = line.name();
            Schema.NumberSource source = isForced ? Schema.NumberSource.ANNOTATION : Schema.NumberSource.LOCK;
            members.add(new Contract.Member(name, number, source, kind.hasTypes() ? line.type() : null));
            line.end();
        }
        return members;
    }
}
