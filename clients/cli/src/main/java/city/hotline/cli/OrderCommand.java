package city.hotline.cli;

import city.hotline.client.Department;
import city.hotline.client.FollowUps;
import city.hotline.client.HotlineClient;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AttemptOutcome;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What a unit's system, or the desk that asks citizens, does with one order; and which there are.
 */
@Command(
    name = "order",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel =
        "(find | show | sign | sign-all | contact | attach | reply | return | extend | pend |"
            + " resume | grant | deny | ask | finish | merge | split | urge | reclassify |"
            + " attempt | answer)",
    subcommands = {OrderFindCommand.class, OrderSignAllCommand.class, OrderAttachCommand.class},
    description = {
      "Find orders, show one, or do one thing with it.",
      "What its unit does, what the unit above decides, or what the citizen says; ./hotline watch",
      "--unit shows the orders of a unit."
    })
final class OrderCommand {

  @Spec private @Nullable CommandSpec spec;

  /** Where the grid is, who acts and on which order. */
  static final class Target {
    @Mixin private GridOptions grid = new GridOptions();

    @Option(names = "--unit", required = true, description = "Who acts, such as 110105001.")
    private String unit = "";

    @Parameters(index = "0", paramLabel = "ORDER", description = "Such as 110105001-110105-127.")
    private String order = "";
  }

  @Command(name = "sign", mixinStandardHelpOptions = true, description = "Take note of it.")
  int sign(@Mixin Target target) {
    return asked(target, unit -> unit.sign(target.order));
  }

  @Command(
      name = "contact",
      mixinStandardHelpOptions = true,
      description = "Say that the unit has spoken to the citizen.")
  int contact(@Mixin Target target) {
    return asked(target, unit -> unit.contact(target.order));
  }

  @Command(name = "reply", mixinStandardHelpOptions = true, description = "Say what was done.")
  int reply(@Mixin Target target, @Parameters(index = "1", paramLabel = "TEXT") String text) {
    return asked(target, unit -> unit.reply(target.order, text));
  }

  @Command(
      name = "return",
      mixinStandardHelpOptions = true,
      description = "Ask the unit above that it goes elsewhere.")
  int giveBack(
      @Mixin Target target, @Parameters(index = "1", paramLabel = "REASON") String reason) {
    return asked(target, unit -> unit.returnOrder(target.order, reason));
  }

  @Command(
      name = "extend",
      mixinStandardHelpOptions = true,
      description = "Ask the unit above for more time.")
  int extend(
      @Mixin Target target,
      @Parameters(index = "1", paramLabel = "HOURS", description = "1 to 720.") int hours,
      @Parameters(index = "2", paramLabel = "REASON") String reason) {
    return asked(target, unit -> unit.askExtension(target.order, hours, reason));
  }

  @Command(
      name = "pend",
      mixinStandardHelpOptions = true,
      description = "Ask the unit above to list it as pending: its clocks then stand still.")
  int pend(
      @Mixin Target target,
      @Parameters(index = "1", paramLabel = "DAYS", description = "Until its review, 1 to 365.")
          int days,
      @Parameters(index = "2", paramLabel = "REASON") String reason) {
    return asked(target, unit -> unit.askPending(target.order, days, reason));
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Go on with one that is listed as pending.")
  int resume(@Mixin Target target) {
    return asked(target, unit -> unit.endPending(target.order));
  }

  @Command(
      name = "grant",
      mixinStandardHelpOptions = true,
      description = "Decide that the unit below gets what it asked for.")
  int grant(
      @Mixin Target target,
      @Parameters(index = "1", paramLabel = "NOTE") String note,
      @Option(
              names = "--to",
              defaultValue = "",
              paramLabel = "UNIT",
              description = "Who has a returned order now (default: who decides).")
          String toUnit) {
    return asked(target, unit -> unit.sendTo(target.order, toUnit, note));
  }

  @Command(
      name = "deny",
      mixinStandardHelpOptions = true,
      description = "Decide that the unit below does not get what it asked for.")
  int deny(@Mixin Target target, @Parameters(index = "1", paramLabel = "NOTE") String note) {
    return asked(target, unit -> unit.deny(target.order, note));
  }

  @Command(
      name = "ask",
      mixinStandardHelpOptions = true,
      description = "Ask another unit to help with it.")
  int ask(
      @Mixin Target target,
      @Parameters(index = "1", paramLabel = "HELPER", description = "A unit, such as M001.")
          String helper,
      @Parameters(index = "2", paramLabel = "NOTE") String note) {
    return asked(target, unit -> unit.askCoHandler(target.order, helper, note));
  }

  @Command(
      name = "finish",
      mixinStandardHelpOptions = true,
      description = "Say what the unit has done to help the one that leads.")
  int finish(@Mixin Target target, @Parameters(index = "1", paramLabel = "TEXT") String text) {
    return asked(target, unit -> unit.finishPart(target.order, text));
  }

  @Command(
      name = "merge",
      mixinStandardHelpOptions = true,
      description = "Let it go on with another order that tells of the same matter.")
  int merge(
      @Mixin Target target,
      @Parameters(index = "1", paramLabel = "PARENT", description = "An order of the same docket.")
          String parent) {
    return asked(target, unit -> unit.merge(target.order, parent));
  }

  @Command(
      name = "split",
      mixinStandardHelpOptions = true,
      description = "Take it out of the order it goes on with.")
  int split(@Mixin Target target) {
    return asked(target, unit -> unit.split(target.order));
  }

  @Command(
      name = "reclassify",
      mixinStandardHelpOptions = true,
      description = "Give it another class; its clocks become those of the class.")
  int reclassify(
      @Mixin GridOptions grid,
      @Parameters(index = "0", paramLabel = "ORDER") String order,
      @Parameters(index = "1", paramLabel = "CLASS", description = "Six digits.") String code,
      @Parameters(index = "2", paramLabel = "REASON") String reason) {
    return followedUp(grid, desk -> desk.reclassify(order, code, reason));
  }

  /** Why a citizen was not asked. */
  enum Outcome {
    NO_ANSWER,
    BUSY,
    WRONG_NUMBER,
    DECLINED
  }

  @Command(
      name = "attempt",
      mixinStandardHelpOptions = true,
      description = "Record that its citizen was called and not asked.")
  int attempt(
      @Mixin GridOptions grid,
      @Parameters(index = "0", paramLabel = "ORDER") String order,
      @Parameters(
              index = "1",
              paramLabel = "OUTCOME",
              description = "One of ${COMPLETION-CANDIDATES}.")
          Outcome outcome,
      @Option(names = "--note", defaultValue = "", description = "What there is to say.")
          String note,
      @Option(names = "--by", defaultValue = "", description = "Who has called.") String by) {
    return followedUp(
        grid,
        desk ->
            desk.recordAttempt(
                order, AttemptOutcome.valueOf("ATTEMPT_OUTCOME_" + outcome), note, by));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Show it as it is now, as JSON.",
        "The citizen masked or, with a reason, as he is: that is kept on record with who asked and why."
      })
  int show(
      @Mixin GridOptions grid,
      @Parameters(index = "0", paramLabel = "ORDER") String order,
      @Option(
              names = "--reason",
              defaultValue = "",
              paramLabel = "TEXT",
              description = "Why the citizen must be seen.")
          String reason,
      @Option(names = "--json", description = "One line, not indented.") boolean json) {
    return done(grid, client -> client.orders().get(order, reason), json);
  }

  @Command(
      name = "urge",
      mixinStandardHelpOptions = true,
      description = "Tell its unit that the citizen has called again.")
  int urge(
      @Mixin GridOptions grid,
      @Parameters(index = "0", paramLabel = "ORDER") String order,
      @Parameters(index = "1", paramLabel = "NOTE") String note,
      @Option(names = "--call", defaultValue = "", description = "In which call.") String call) {
    return followedUp(grid, desk -> desk.urge(order, call, note));
  }

  /** What the citizen says. */
  static final class Said {
    @Option(names = "--unreachable", required = true, description = "Nobody could be reached.")
    private boolean unreachable;

    @ArgGroup(exclusive = false)
    private @Nullable Answer answer;
  }

  /** The three answers. */
  static final class Answer {
    @Option(names = "--responded", description = "The unit has contacted the citizen.")
    private boolean responded;

    @Option(
        names = "--resolved",
        description = {
          "One of ${COMPLETION-CANDIDATES}; may be left out",
          "where the class asks for nothing."
        })
    private @Nullable Resolved resolved;

    @Option(
        names = "--satisfied",
        required = true,
        description = "5 very satisfied, 4 satisfied, 3 basically, 2 not, 1 not at all.")
    private int satisfied;
  }

  /** Whether it is solved. */
  enum Resolved {
    YES,
    PARTLY,
    NO
  }

  @Command(
      name = "answer",
      mixinStandardHelpOptions = true,
      description = "Record what the citizen said when asked afterwards.")
  int answer(
      @Mixin GridOptions grid,
      @Parameters(index = "0", paramLabel = "ORDER") String order,
      @ArgGroup(multiplicity = "1") Said said,
      @Option(names = "--by", defaultValue = "", description = "Who has asked.") String by,
      @Option(names = "--script", defaultValue = "", description = "By which script.")
          String script) {
    return followedUp(grid, desk -> desk.recordAnswers(order, answers(said), by, script));
  }

  private static Answers answers(Said said) {
    Answer answer = said.answer;
    if (answer == null) {
      return Answers.newBuilder().setUnreachable(said.unreachable).build();
    }
    return Answers.newBuilder()
        .setResponded(answer.responded)
        .setResolution(
            answer.resolved == null
                ? Resolution.RESOLUTION_UNSPECIFIED
                : Resolution.valueOf("RESOLUTION_" + answer.resolved))
        .setSatisfaction(satisfaction(answer.satisfied))
        .build();
  }

  /** The scale counts down: 5 is the first of its constants. */
  private static Satisfaction satisfaction(int of5) {
    if (of5 < 1 || of5 > 5) {
      throw new Failures.CommandFailed(2, "--satisfied: " + of5 + " (expected: 1 to 5)");
    }
    return Satisfaction.forNumber(6 - of5);
  }

  private int asked(
      Target target, Function<Department, CompletableFuture<? extends Message>> what) {
    return done(target.grid, client -> what.apply(client.department(target.unit)));
  }

  private int followedUp(
      GridOptions grid, Function<FollowUps, CompletableFuture<? extends Message>> what) {
    return done(grid, client -> what.apply(client.followUps()));
  }

  private int done(
      GridOptions grid, Function<HotlineClient, CompletableFuture<? extends Message>> what) {
    return done(grid, what, true);
  }

  private int done(
      GridOptions grid,
      Function<HotlineClient, CompletableFuture<? extends Message>> what,
      boolean oneLine) {
    try (HotlineClient client = grid.client().build()) {
      Message response = HotlineClient.await(what.apply(client));
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      out.println(oneLine ? Json.line(Json.of(response)) : Json.indented(response));
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
    }
  }
}
