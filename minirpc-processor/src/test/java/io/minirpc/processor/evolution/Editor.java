package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Declaration.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random edits of one schema. */
final class Editor {
    /** A version after an edit, and the edit as it is counted: {@code ADD CONSTANT}. */
    record Edited(Version version, String edit) {}

    private static final int MAX_METHODS = 3;
    private static final int MAX_MEMBERS = 6;
    private static final int TYPE_EDITS_OF = 3;

    private final Random random;
    private final Invention invention;

    Editor(Random random, Invention invention) {
        this.random = random;
        this.invention = invention;
    }

    /** Returns another version. */
    Edited edit(Version now, List<Version> earlier) {
        while (true) {
            Version next = now.copy(); // a try that comes to nothing leaves no types behind
            String edit = random.nextInt(TYPE_EDITS_OF) > 0 ? ofMember(next, earlier) : ofOther(next);
            if (edit != null) {
                return new Edited(next, edit);
            }
        }
    }

    private @Nullable String ofMember(Version version, List<Version> earlier) {
        Edit edit = invention.pick(
                Edit.ADD,
                Edit.REMOVE,
                Edit.MOVE,
                Edit.RENAME,
                Edit.RENAME_IN_JAVA,
                Edit.RETYPE,
                Edit.ENCODE,
                Edit.RESTORE);
        List<Block> blocks = Block.of(version);
        Collections.shuffle(blocks, random);
        boolean isRare = edit == Edit.RESTORE || edit == Edit.ENCODE;
        for (Block block : isRare ? blocks : blocks.subList(0, 1)) {
            List<Member> members = switch (edit) {
                case ADD -> add(version, block);
                case RESTORE -> restore(version, block, earlier);
                case MOVE -> move(block.members());
                default -> change(version, block, edit);
            };
            if (members != null) {
                Objects.requireNonNull(block.in(version)).put(version, members);
                return edit + " " + block.kind();
            }
        }
        return null;
    }

    private @Nullable List<Member> add(Version version, Block block) {
        if (block.members().size() >= MAX_MEMBERS) {
            return null;
        }
        Member added = switch (block.kind()) {
            case FIELD, PARAMETER -> invention.member(version, block.members());
            case CONSTANT -> invention.constant(block.members());
            case LEAF -> invention.leaf(version);
        };
        return inserted(block.members(), added);
    }

    private List<Member> inserted(List<Member> members, Member added) {
        List<Member> result = new ArrayList<>(members);
        result.add(random.nextInt(members.size() + 1), added);
        return result;
    }

    private @Nullable List<Member> restore(Version version, Block block, List<Version> earlier) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            Block then = block.in(earlier.get(i));
            for (Member member : then == null ? List.<Member>of() : then.members()) {
                boolean isFree = block.members().stream()
                        .noneMatch(each -> each.isCalled(member.name()) || each.isCalled(member.wire()));
                if (isFree && new Restoration(version, earlier.get(i)).restore(member, block.kind())) {
                    return inserted(block.members(), member);
                }
            }
        }
        return null;
    }

    private @Nullable List<Member> move(List<Member> members) {
        List<Member> moved = new ArrayList<>(members);
        Collections.shuffle(moved, random);
        return moved.equals(members) ? null : moved;
    }

    private @Nullable List<Member> change(Version version, Block block, Edit edit) {
        Member member = invention.any(block.members());
        List<Member> members = new ArrayList<>(block.members());
        if (member == null) {
            return null;
        }
        if (edit == Edit.REMOVE) {
            members.remove(member);
            if (!block.canLose(member, version)) {
                return null;
            }
            if (block.kind() == Block.Kind.LEAF) {
                version.declarations.removeIf(each -> Type.Named.of(each.id()).equals(member.type()));
            }
            return members;
        }
        Member changed = changed(version, block, member, edit);
        if (changed == null || changed.equals(member)) {
            return null;
        }
        members.replaceAll(each -> each.equals(member) ? changed : each);
        return members;
    }

    private @Nullable Member changed(Version version, Block block, Member member, Edit edit) {
        Type type = member.type();
        boolean isField = type != null && block.kind() != Block.Kind.LEAF;
        return switch (edit) {
            case RENAME -> {
                String name = name(version, block);
                yield member.renamed(name, name).numbered(0); // another field has another number
            }
            case RENAME_IN_JAVA -> member.renamed(name(version, block), member.wire());
            case RETYPE -> isField ? member.retyped(new Retyping(version, invention).other(type)) : null;
            case ENCODE ->
                type instanceof Type.Single single && single.scalar().hasEncodings()
                        ? member.encoded(member.encoding().isEmpty() ? invention.encoding() : "")
                        : null;
            default -> throw new IllegalArgumentException(edit.name());
        };
    }

    private String name(Version version, Block block) {
        return switch (block.kind()) {
            case LEAF -> invention.typeName(version);
            case CONSTANT -> invention.constantName(block.members());
            default -> invention.memberName(block.members());
        };
    }

    private @Nullable String ofOther(Version version) {
        Edit edit = invention.pick(Edit.values());
        Operation operation = Objects.requireNonNull(invention.any(version.operations));
        Declaration declaration = invention.any(version.declarations);
        boolean isEdited = !edit.isOfMembers()
                && (isOfType(edit)
                        ? declaration != null && type(version, declaration, edit)
                        : method(version, operation, edit));
        return isEdited ? edit.name() : null;
    }

    private static boolean isOfType(Edit edit) {
        return switch (edit) {
            case RENAME_TYPE, MOVE_TYPE, RENAME_EXCEPTION, RECORD_OR_BEAN, OWN -> true;
            default -> false;
        };
    }

    private boolean method(Version version, Operation operation, Edit edit) {
        switch (edit) {
            case ADD_METHOD -> {
                return version.operations.size() < MAX_METHODS && version.operations.add(invention.operation(version));
            }
            case REMOVE_METHOD -> {
                return version.operations.size() > 1 && version.operations.remove(operation);
            }
            case MOVE_METHOD -> {
                Collections.rotate(version.operations, 1);
                return version.operations.size() > 1;
            }
            default -> {
                Operation changed = changed(version, operation, edit);
                version.operations.replaceAll(each -> each.equals(operation) ? changed : each);
                return !changed.equals(operation);
            }
        }
    }

    private Operation changed(Version version, Operation operation, Edit edit) {
        List<Integer> thrown = new ArrayList<>(operation.thrown());
        return switch (edit) {
            case RENAME_METHOD -> {
                String name = invention.methodName(version);
                yield operation.renamed(name, name);
            }
            case RENAME_METHOD_IN_JAVA -> operation.renamed(invention.methodName(version), operation.wire());
            case RETYPE_REPLY -> operation.replying(reply(version, operation));
            case THROW -> {
                int exception = invention.exception(version);
                if (!thrown.contains(exception)) {
                    thrown.add(exception);
                }
                yield operation.throwing(thrown);
            }
            case THROW_NO_MORE -> {
                if (!thrown.isEmpty()) {
                    thrown.remove(0);
                }
                yield operation.throwing(thrown);
            }
            default -> operation.asynchronous(!operation.isAsynchronous());
        };
    }

    private @Nullable Type reply(Version version, Operation operation) {
        Type reply = operation.reply();
        if (reply == null) {
            return invention.type(version);
        }
        return invention.one(8) ? null : new Retyping(version, invention).other(reply);
    }

    private boolean type(Version version, Declaration declaration, Edit edit) {
        Form form = declaration.form();
        Declaration changed = switch (edit) {
            case RENAME_TYPE -> form == Form.LEAF ? declaration : renamed(version, declaration);
            case RENAME_EXCEPTION -> {
                String name = invention.typeName(version);
                yield form == Form.EXCEPTION ? declaration.renamed(name, name) : declaration;
            }
            case MOVE_TYPE -> form == Form.LEAF ? declaration : declaration.moved(!declaration.isMoved());
            case RECORD_OR_BEAN -> toggled(declaration);
            default ->
                form == Form.LEAF || form == Form.EXCEPTION ? declaration : declaration.owned(!declaration.isOwned());
        };
        version.replace(changed);
        return !changed.equals(declaration);
    }

    /** Exceptions keep their name on the wire; that of other types is not on the wire. */
    private Declaration renamed(Version version, Declaration declaration) {
        String name = invention.typeName(version);
        return declaration.renamed(name, declaration.form() == Form.EXCEPTION ? declaration.wire() : name);
    }

    private static Declaration toggled(Declaration declaration) {
        boolean canBeBean =
                declaration.form() == Form.RECORD && !declaration.members().isEmpty();
        return canBeBean
                ? declaration.as(Form.BEAN)
                : declaration.form() == Form.BEAN ? declaration.as(Form.RECORD) : declaration;
    }
}
