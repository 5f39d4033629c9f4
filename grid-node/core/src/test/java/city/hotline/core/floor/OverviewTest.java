package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.DisplayedState;
import city.hotline.proto.supervision.v1.FloorPicture;
import city.hotline.proto.supervision.v1.QueuePicture;
import city.hotline.proto.supervision.v1.SeatSummary;
import org.junit.jupiter.api.Test;

/** What a supervisor sees agrees with itself. */
class OverviewTest {

  private final QueueStage queue = new QueueStage();
  private final FloorStage stage = queue.stage;

  @Test
  void showsWhoWaitsLongestInEachQueueAndOfEachPriority() {
    queue.run(QueueStage.general().setEmergencySeconds(60));
    String first = queue.arrives();
    stage.after(5);
    String urgent =
        queue.arrives(queue.caller().setPriority(2).addBoosts(BoostReason.BOOST_REASON_EMERGENCY));
    String light = queue.arrives(queue.caller().setHotline("95598"));
    FloorPicture picture = stage.floor.picture().build();
    assertThat(picture.getQueuesList())
        .extracting(q -> q.getSettings().getQueue())
        .containsExactly("general", "utility");
    QueuePicture general = picture.getQueues(0);
    assertThat(general.getWaiting()).isEqualTo(2);
    assertThat(general.getLongestCallId()).isEqualTo(first);
    assertThat(general.getBoosted()).isEqualTo(1);
    assertThat(picture.getQueues(1).getLongestCallId()).isEqualTo(light);
    assertThat(picture.getPrioritiesList())
        .extracting(p -> p.getPriority() + " " + p.getWaiting() + " " + p.getLongestCallId())
        .containsExactly("2 1 " + urgent, "0 2 " + first);
    assertThat(picture.getToday().getOffered()).isEqualTo(3);
  }

  @Test
  void showsSeatsByWhatIsCounted() {
    String busy = stage.sitsDown("S1");
    stage.sitsDown("S2");
    stage.accepted(FloorStage.signOut(stage.sitsDown("S3")));
    stage.accepted(FloorStage.accept(busy, queue.arrives()));
    FloorPicture picture = stage.floor.picture().build();
    assertThat(picture.getSeatsList())
        .extracting(SeatSummary::getState)
        .containsExactly(
            DisplayedState.DISPLAYED_STATE_ON_CONTACT, DisplayedState.DISPLAYED_STATE_AVAILABLE);
    assertThat(picture.getSeatsByState().getSignedIn()).isEqualTo(2);
    assertThat(picture.getSeatsByState().getOnContact()).isEqualTo(1);
    assertThat(picture.getSeats(0).getOperator()).isEqualTo("op-S1");
  }
}
