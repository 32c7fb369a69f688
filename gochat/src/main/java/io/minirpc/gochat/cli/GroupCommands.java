package io.minirpc.gochat.cli;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Member;
import io.minirpc.gochat.frame.ServerFrame.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The commands about groups. Each change is answered when it was committed. */
@Command(
        name = "groups",
        description = "Makes and changes groups.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GroupCommands.Create.class,
            GroupCommands.Invite.class,
            GroupCommands.Join.class,
            GroupCommands.Leave.class,
            GroupCommands.Kick.class,
            GroupCommands.SetRole.class,
            GroupCommands.Rename.class,
            GroupCommands.Dissolve.class,
            GroupCommands.ListMembers.class
        })
final class GroupCommands implements Runnable {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private GochatCli cli;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** What is done with a connection. */
    abstract static class OfGroups implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private GroupCommands groups;

        abstract void run(Online online, Printer printer) throws Exception;

        @Override
        public final Integer call() throws Exception {
            try (Online online = Online.open(groups.cli)) {
                run(online, groups.cli.printer());
            }
            return 0;
        }
    }

    /** A change of a group, whose event is printed as sent. */
    abstract static class Changing extends OfGroups {
        abstract LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception;

        @Override
        final void run(Online online, Printer printer) throws Exception {
            LongFunction<ClientFrame.Change> change =
                    change(online, online.client().newClientMsgId());
            printer.print(ChatCommands.sent(online.await(online.client().change(change)), false));
        }

        static List<String> users(Online online, List<String> names) throws Exception {
            List<String> ids = new ArrayList<>();
            for (String name : names) {
                ids.add(online.user(name));
            }
            return ids;
        }
    }

    /** Makes a group. */
    @Command(name = "create", description = "Makes a group; you are its owner.")
    static final class Create extends Changing {
        @Parameters(index = "0", paramLabel = "NAME", description = "The group's name.")
        private String name = "";

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "@USER", description = "Its first members.")
        private List<String> users = List.of();

        @Override
        LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception {
            List<String> members = users(online, users);
            return id -> new ClientFrame.CreateGroup(id, clientMsgId, name, members);
        }
    }

    /** A change of a group that exists. */
    abstract static class OfOne extends Changing {
        @Parameters(index = "0", paramLabel = "GROUP", description = "Its id, g:…, as list prints it.")
        private String group = "";

        final String group(Online online) throws Exception {
            return online.conversation(group);
        }
    }

    /** Adds members. */
    @Command(name = "invite", description = "Adds users. For owner and admins.")
    static final class Invite extends OfOne {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "@USER", description = "Whom to add.")
        private List<String> users = List.of();

        @Override
        LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception {
            String group = group(online);
            List<String> added = users(online, users);
            return id -> new ClientFrame.Invite(id, clientMsgId, group, added);
        }
    }

    /** Joins by code. */
    @Command(name = "join", description = "Joins a group by its code, which its owner and admins see in members.")
    static final class Join extends OfOne {
        @Parameters(index = "1", paramLabel = "CODE", description = "The group's code.")
        private String code = "";

        @Override
        LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception {
            String group = group(online);
            return id -> new ClientFrame.Join(id, clientMsgId, group, code);
        }
    }

    /** Leaves. */
    @Command(name = "leave", description = "Leaves a group. The owner can leave as the last one only.")
    static final class Leave extends OfOne {
        @Override
        LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception {
            String group = group(online);
            return id -> new ClientFrame.Leave(id, clientMsgId, group);
        }
    }

    /** A change about one member. */
    abstract static class OfMember extends OfOne {
        @Parameters(index = "1", paramLabel = "@USER", description = "The member.")
        private String user = "";

        final String user(Online online) throws Exception {
            return online.user(user);
        }
    }

    /** Removes a member. */
    @Command(name = "kick", description = "Removes a member. Owners remove everybody, admins members.")
    static final class Kick extends OfMember {
        @Override
        LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception {
            String group = group(online);
            String user = user(online);
            return id -> new ClientFrame.Kick(id, clientMsgId, group, user);
        }
    }

    /** Sets a role. */
    @Command(name = "role", description = "Makes a member owner, admin or member. For the owner, who becomes an admin.")
    static final class SetRole extends OfMember {
        @Parameters(index = "2", paramLabel = "ROLE", description = "One of ${COMPLETION-CANDIDATES}.")
        private Role role = Role.MEMBER;

        @Override
        LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception {
            String group = group(online);
            String user = user(online);
            return id -> new ClientFrame.SetRole(id, clientMsgId, group, user, role);
        }
    }

    /** Renames. */
    @Command(name = "rename", description = "Gives a group another name. For owner and admins.")
    static final class Rename extends OfOne {
        @Parameters(index = "1", paramLabel = "NAME", description = "The new name.")
        private String name = "";

        @Override
        LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception {
            String group = group(online);
            return id -> new ClientFrame.Rename(id, clientMsgId, group, name);
        }
    }

    /** Dissolves. */
    @Command(name = "dissolve", description = "Ends a group for all. For the owner.")
    static final class Dissolve extends OfOne {
        @Override
        LongFunction<ClientFrame.Change> change(Online online, String clientMsgId) throws Exception {
            String group = group(online);
            return id -> new ClientFrame.Dissolve(id, clientMsgId, group);
        }
    }

    /** Prints the members. */
    @Command(name = "members", description = "Prints a group and its members; owner and admins see the code to join.")
    static final class ListMembers extends OfGroups {
        private static final int PAGE = 200;

        @Parameters(paramLabel = "GROUP", description = "Its id, g:…, as list prints it.")
        private String group = "";

        @Override
        void run(Online online, Printer printer) throws Exception {
            String id = online.conversation(group);
            Members page = online.await(online.client().members(id, null, PAGE));
            printer.print(new Event.Group(
                    id,
                    page.group().name(),
                    page.group().members(),
                    page.group().role(),
                    page.code()));
            print(page, printer);
            while (page.more() && !page.members().isEmpty()) {
                String last =
                        page.members().get(page.members().size() - 1).user().id();
                page = online.await(online.client().members(id, last, PAGE));
                print(page, printer);
            }
        }

        private static void print(Members page, Printer printer) {
            for (Member member : page.members()) {
                printer.print(new Event.Member(
                        page.conversation(),
                        member.user().id(),
                        member.user().name(),
                        member.user().display(),
                        member.role()));
            }
        }
    }
}
