package city.hotline.cli.bench;

import city.hotline.core.directory.Directory;
import city.hotline.core.floor.Floor;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.AcceptCall;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.EndCall;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.RejectCall;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.WrapUpCall;
import city.hotline.proto.shard.v1.Moment;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What judging and carrying out one command costs on floors of growing size: with every seat busy
 * and callers waiting, and with nobody waiting and most seats idle. The rules alone, on one thread.
 */
public final class FloorBench {
  private static final String DISTRICT = "110105";
  private static final long BEGIN_MS = 1_795_482_000_000L;
  private static final int[] SEATS = {100, 1_000, 5_000, 20_000};
  private static final int WAITING = 2_000;
  private static final int SKILLS = 20;
  private static final int WARM_UP = 400_000;
  private static final int MEASURED = 400_000;
  private static final Call NO_CALL = Call.getDefaultInstance();
  private static final int REJECTED_ONE_IN = 20;

  /**
   * One floor.
   *
   * @param seats signed in
   * @param waiting callers at the end
   * @param commands measured
   * @param medianUs half of the commands took no longer, microseconds
   * @param p99Us 99 of 100 took no longer
   * @param meanUs all of them
   */
  public record Cost(
      int seats, int waiting, int commands, double medianUs, double p99Us, double meanUs) {}

  private final PrintStream progress;

  /**
   * A measurement.
   *
   * @param progress where to tell what is going on
   */
  public FloorBench(PrintStream progress) {
    this.progress = progress;
  }

  /** Measures every size, once with a queue and once without. */
  public List<Cost> run() {
    List<Cost> costs = new ArrayList<>();
    for (int waiting : List.of(WAITING, 0)) {
      for (int seats : SEATS) {
        progress.printf("%,d seats, %,d waiting%n", seats, waiting);
        costs.add(new Life(seats, waiting).measured());
      }
    }
    return costs;
  }

  /** A floor that is kept at the same number of waiting callers. */
  private static final class Life {
    private final Floor floor = Floor.founded(DISTRICT, Directory.beijing(), moment(BEGIN_MS));

    /** Seats with a call, each maybe several times, and some that had one. */
    private final List<String> rang = new ArrayList<>();

    private final SplittableRandom random = new SplittableRandom(1);
    private final int seats;
    private final int waiting;
    private long nowMs = BEGIN_MS;
    private long switchCalls;
    private long lastNanos;

    Life(int seats, int waiting) {
      this.seats = seats;
      this.waiting = waiting;
      for (int seat = 0; seat < seats; seat++) {
        SignIn.Builder signIn = SignIn.newBuilder().setSeatId(id(seat)).setOperator("op-" + seat);
        for (int skill = 0; skill < 3; skill++) {
          signIn.addSkills(skill());
        }
        carryOut(FloorCommand.newBuilder().setSignIn(signIn).build());
      }
    }

    Cost measured() {
      while (floor.waiting() < waiting) {
        carryOut(arrival());
      }
      for (int i = 0; i < WARM_UP; i++) {
        carryOut(next());
      }
      double[] micros = new double[MEASURED];
      for (int i = 0; i < MEASURED; i++) {
        carryOut(next());
        micros[i] = lastNanos / 1e3;
      }
      Arrays.sort(micros);
      return new Cost(
          seats,
          floor.waiting(),
          MEASURED,
          micros[MEASURED / 2],
          micros[MEASURED * 99 / 100],
          Arrays.stream(micros).average().orElse(0));
    }

    private String skill() {
      return "skill-" + random.nextInt(SKILLS);
    }

    private static String id(int seat) {
      return DISTRICT + "-S" + seat;
    }

    private static Moment moment(long ms) {
      return Moment.newBuilder().setTime(Times.timestamp(ms)).setSeed(ms).build();
    }

    private FloorCommand arrival() {
      return FloorCommand.newBuilder()
          .setReportArrival(
              ReportArrival.newBuilder()
                  .setSwitchCallId("switch-" + ++switchCalls)
                  .setHotline("12345")
                  .setSkill(skill()))
          .build();
    }

    private FloorCommand next() {
      if (floor.waiting() <= waiting && random.nextInt(4) == 0) {
        return arrival();
      }
      while (!rang.isEmpty()) {
        int place = random.nextInt(rang.size());
        String seat = rang.get(place);
        Call call = floor.seat(seat).map(Seat::getCallId).flatMap(floor::call).orElse(NO_CALL);
        if (call.getState() != CallState.CALL_STATE_UNSPECIFIED) {
          return goesOn(seat, call);
        }
        rang.set(place, rang.get(rang.size() - 1));
        rang.remove(rang.size() - 1);
      }
      return arrival();
    }

    private FloorCommand goesOn(String seat, Call call) {
      FloorCommand.Builder command = FloorCommand.newBuilder();
      String id = call.getCallId();
      return switch (call.getState()) {
        case CALL_STATE_OFFERED ->
            random.nextInt(REJECTED_ONE_IN) == 0
                ? command
                    .setRejectCall(RejectCall.newBuilder().setSeatId(seat).setCallId(id))
                    .build()
                : command
                    .setAcceptCall(AcceptCall.newBuilder().setSeatId(seat).setCallId(id))
                    .build();
        case CALL_STATE_CONNECTED ->
            command.setEndCall(EndCall.newBuilder().setSeatId(seat).setCallId(id)).build();
        default ->
            command
                .setWrapUpCall(
                    WrapUpCall.newBuilder()
                        .setSeatId(seat)
                        .setCallId(id)
                        .setDisposition(Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT))
                .build();
      };
    }

    private void carryOut(FloorCommand command) {
      Moment moment = moment(++nowMs);
      long began = System.nanoTime();
      Decision<FloorEvent> decision = floor.decide(command, moment);
      if (!(decision instanceof Decision.Accepted<FloorEvent> accepted)) {
        throw new IllegalStateException(command + " was refused: " + decision);
      }
      for (FloorEvent event : accepted.events()) {
        floor.apply(event, moment);
      }
      lastNanos = System.nanoTime() - began;
      for (FloorEvent event : accepted.events()) {
        if (event.hasCallOffered()) {
          rang.add(event.getCallOffered().getSeatId());
        }
      }
    }
  }
}
