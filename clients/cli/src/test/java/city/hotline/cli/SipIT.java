package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.hotline.cli.SipStage.Outcome;
import city.hotline.cli.SipStage.Sipp;
import city.hotline.client.HotlineClient;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.SeatFigures;
import city.hotline.proto.grid.v1.CityFigures;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred real SIP calls at once through a real Kamailio into three real nodes: callers who hang
 * up in conversation, whom the seat hangs up, and who hang up waiting. The node that owns their
 * floor is killed, and the adapter is. At the end SIPp, Kamailio and the grid must have counted the
 * same, and nothing may be left anywhere.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SipIT {

  private static final String DISTRICT = "110105";
  private static final int CALLER_ENDS = 50;
  private static final int SEAT_ENDS = 20;
  private static final int HANGS_UP_WAITING = 30;
  private static final int ALL = CALLER_ENDS + SEAT_ENDS + HANGS_UP_WAITING;
  private static final int TALKING = CALLER_ENDS + SEAT_ENDS;
  private static final int SEATS = 12;
  private static final long PATIENCE_SECONDS = 150;

  /** Ten a second; what Kamailio missed is asked again after a second. */
  private static final int STEADY_LOOKS = 30;

  /** Kept when the test fails: the journals are the evidence. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of("");

  @Test
  void everyCallIsAccountedForThroughTheDeathOfTheOwnerAndOfTheAdapter() throws Exception {
    boolean there = SipStage.isThere();
    if (!"all".equals(System.getenv("HOTLINE_REQUIRE"))) {
      assumeTrue(
          there,
          "needs Kamailio and SIPp: apt-get install kamailio kamailio-extra-modules sip-tester");
    }
    assertThat(there).as("Kamailio with EVAPI and SIPp are required here").isTrue();
    try (RealNodes nodes = RealNodes.start(folder, 3, "sip");
        SipStage stage = new SipStage(folder.resolve("sip"))) {
      stage.startKamailio(DISTRICT);
      nodes.awaitServing();
      try (var client = HotlineClient.connect(nodes.addresses())) {
        run(nodes, stage, client);
      }
    }
  }

  private static void run(RealNodes nodes, SipStage stage, HotlineClient client) throws Exception {
    Process adapter = stage.startAdapter(nodes.addresses(), DISTRICT);
    Sipp seatAgents = stage.seats(TALKING);
    Sipp callerEnds = stage.callers("caller-ends", CALLER_ENDS);
    Sipp seatEnds = stage.callers("seat-ends", SEAT_ENDS);
    Sipp hangsUp = stage.callers("hangs-up-waiting", HANGS_UP_WAITING);
    await("all wait at once", () -> figures(client).getWaitingNow() == ALL);
    assertThat(stage.calls()).isEqualTo(ALL);

    try (SipSeats seats = new SipSeats(client, DISTRICT, SEATS)) {
      await("some are answered", () -> figures(client).getCalls().getAnswered() >= 15);
      nodes.kill(ownerOf(nodes));
      await("the next owner answers", () -> figures(client).getCalls().getAnswered() >= 30);

      // From now on somebody hangs up every second: a switch that is away for longer than its lease
      // of 30 s loses the calls that wait.
      await("the first of those who wait hang up", () -> abandoned(client) >= 1);

      // A seat that ended a call nobody has connected yet would send its caller into the line
      // again.
      seats.mayEnd(false);
      await("all who were taken are connected", forAWhile(() -> stage.parked() == waiting(client)));
      adapter.destroyForcibly().waitFor();
      int before = stage.calls();
      await("callers leave while no adapter is there", () -> stage.calls() <= before - 3);
      stage.startAdapter(nodes.addresses(), DISTRICT);
      await("all who were taken are connected", forAWhile(() -> stage.parked() == waiting(client)));
      seats.mayEnd(true);

      everyScenarioWent(callerEnds, CALLER_ENDS);
      everyScenarioWent(seatEnds, SEAT_ENDS);
      everyScenarioWent(hangsUp, HANGS_UP_WAITING);
      everyScenarioWent(seatAgents, TALKING);
      await("all are written up", () -> figures(client).getCalls().getHandled() >= TALKING);
      await("nobody waits", () -> figures(client).getWaitingNow() == 0);
      await("no seat has a call", () -> seatsWithACall(client, seats.count()) == 0);
    }
    CityFigures city = figures(client);
    assertThat(city.getCalls().getOffered()).isEqualTo(ALL);
    assertThat(city.getCalls().getAnswered()).isEqualTo(TALKING);
    assertThat(abandoned(client)).isEqualTo(HANGS_UP_WAITING);
    assertThat(city.getCalls().getFailed()).isZero();
    assertThat(city.getCalls().getHandled()).isEqualTo(TALKING);
    assertThat(city.getViolations()).isZero();
    await("nothing is left in Kamailio", () -> stage.calls() == 0 && stage.dialogs() == 0);
  }

  private static long abandoned(HotlineClient client) {
    CallFigures calls = figures(client).getCalls();
    return calls.getAbandonedShort() + calls.getAbandonedLong();
  }

  private static int waiting(HotlineClient client) {
    return figures(client).getWaitingNow();
  }

  private static int seatsWithACall(HotlineClient client, int signedIn) {
    SeatFigures seats = figures(client).getSeatsNow();
    return seats.getSignedIn() == signedIn
        ? seats.getOffered() + seats.getOnContact() + seats.getWrapping()
        : signedIn;
  }

  private static void everyScenarioWent(Sipp sipp, int calls) throws Exception {
    assertThat(sipp.await(PATIENCE_SECONDS))
        .as(sipp.statistics().toString())
        .isEqualTo(new Outcome(0, calls, 0));
  }

  private static int ownerOf(RealNodes nodes) {
    return nodes.districtsByOwner().entrySet().stream()
        .filter(owned -> owned.getValue().contains(DISTRICT))
        .map(owned -> owned.getKey())
        .findFirst()
        .orElseThrow();
  }

  /** Exact; while a district has no owner there are none, and nothing is true of them. */
  private static CityFigures figures(HotlineClient client) {
    return client
        .grid()
        .figures()
        .thenApply(found -> found.getCity())
        .exceptionally(thrown -> CityFigures.newBuilder().setWaitingNow(-1).build())
        .join();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Held at every look of some seconds: at one alone, a caller who has just left and one who is not
   * connected yet make up for each other.
   */
  private static Condition forAWhile(Condition condition) {
    int[] looks = new int[1];
    return () -> {
      looks[0] = condition.holds() ? looks[0] + 1 : 0;
      return looks[0] >= STEADY_LOOKS;
    };
  }

  private static void await(String what, Condition condition) throws Exception {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(giveUp);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
