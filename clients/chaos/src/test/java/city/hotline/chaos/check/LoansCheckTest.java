package city.hotline.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.chaos.check.Violation.Kind;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.SeatAskedBack;
import city.hotline.proto.floor.v1.SeatCameHome;
import city.hotline.proto.floor.v1.SeatJoined;
import city.hotline.proto.floor.v1.SeatLent;
import city.hotline.proto.floor.v1.SeatReturned;
import org.junit.jupiter.api.Test;

/** The checker finds each way in which a seat that is lent can go astray. */
class LoansCheckTest {
  private static final String SEAT = "110105-S1";
  private static final String GUEST = "110108-S1";

  private static final FloorEvent.Builder LENT =
      FloorEvent.newBuilder()
          .setSeatLent(SeatLent.newBuilder().setSeatId(SEAT).setBorrower("110108"));
  private static final FloorEvent.Builder ASKED_BACK =
      FloorEvent.newBuilder()
          .setSeatAskedBack(SeatAskedBack.newBuilder().setSeatId(SEAT).setBorrower("110108"));
  private static final FloorEvent.Builder CAME_HOME =
      FloorEvent.newBuilder().setSeatCameHome(SeatCameHome.newBuilder().setSeatId(SEAT));
  private static final FloorEvent.Builder JOINED =
      FloorEvent.newBuilder().setSeatJoined(SeatJoined.newBuilder().setSeatId(GUEST));
  private static final FloorEvent.Builder RETURNED =
      FloorEvent.newBuilder().setSeatReturned(SeatReturned.newBuilder().setSeatId(GUEST));

  private final HandMade run = new HandMade();
  private long last = 5;

  private void happens(FloorEvent.Builder event) {
    long sequence = ++last;
    run.journals.forEach(j -> j.add(HandMade.entry(HandMade.fact(2, sequence, event))));
  }

  private void arrives() {
    long sequence = ++last;
    run.journals.forEach(j -> j.add(HandMade.entry(HandMade.confirmed(2, sequence))));
  }

  private void finds(String... texts) {
    assertThat(run.check().violations())
        .filteredOn(violation -> violation.kind() == Kind.SEAT_ASTRAY)
        .extracting(Violation::text)
        .hasSize(texts.length)
        .allMatch(
            text -> {
              for (String expected : texts) {
                if (text.contains(expected)) {
                  return true;
                }
              }
              return false;
            });
  }

  @Test
  void findsASeatThatNeverArrived() {
    happens(LENT);
    arrives();
    finds("lent 1 times, arrived 0");
  }

  @Test
  void findsASeatThatCameFromNowhere() {
    happens(JOINED);
    finds("lent 0 times, arrived 1");
  }

  @Test
  void findsASeatThatWasLentTwiceAtATime() {
    happens(LENT);
    arrives();
    happens(LENT);
    arrives();
    finds("with 110108 already", "lent 2 times, arrived 0");
  }

  @Test
  void findsAGuestThatIsThereTwice() {
    happens(JOINED);
    happens(JOINED);
    finds("with 110105 already", "lent 0 times, arrived 2");
  }

  /** The lender is this floor, too: it is the counts that matter, not where they come from. */
  @Test
  void findsAGuestThatWasGivenBackAndNeverCameHome() {
    happens(
        FloorEvent.newBuilder()
            .setSeatLent(SeatLent.newBuilder().setSeatId(GUEST).setBorrower("110105")));
    arrives();
    happens(JOINED);
    happens(RETURNED);
    arrives();
    finds("lent 1 times, arrived 1, given back 1, came home 0");
  }

  @Test
  void findsASeatThatCameHomeAndWasNotAway() {
    happens(CAME_HOME);
    finds("but it was not away", "given back 0, came home 1");
  }

  @Test
  void findsWhatIsStillInAnOutbox() {
    happens(ASKED_BACK);
    finds("is still in the outbox");
  }

  @Test
  void findsNothingWhereNothingIsLent() {
    finds();
  }
}
