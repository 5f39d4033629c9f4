package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.floor.v1.SeatStrategy;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SkillLevel;
import org.junit.jupiter.api.Test;

/** Which idle seat gets the next call. */
class SeatOrderTest {

  private final QueueStage queue = new QueueStage();
  private final FloorStage stage = queue.stage;

  private void strategy(SeatStrategy strategy) {
    queue.run(QueueStage.general().setStrategy(strategy));
  }

  @Test
  void takesTheLongestIdle() {
    strategy(SeatStrategy.SEAT_STRATEGY_LONGEST_IDLE);
    String first = stage.sitsDown("S1");
    String second = stage.sitsDown("S2");
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(first);
    queue.serves(first, 10);
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(second);
  }

  @Test
  void takesTheOneWithTheFewestCalls() {
    strategy(SeatStrategy.SEAT_STRATEGY_FEWEST_CALLS);
    String busy = stage.sitsDown("S1");
    queue.arrives();
    queue.serves(busy, 10);
    String fresh = stage.sitsDown("S2");
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(fresh);
    queue.serves(fresh, 500);
    // One call each: the longer idle one.
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(busy);
  }

  @Test
  void takesTheOneThatTalkedLeast() {
    strategy(SeatStrategy.SEAT_STRATEGY_LEAST_TALK_TIME);
    String quick = stage.sitsDown("S1");
    String slow = stage.sitsDown("S2");
    queue.arrives();
    queue.arrives();
    queue.serves(slow, 30);
    queue.serves(quick, 20);
    assertThat(stage.seat(quick).getTalkMs()).isEqualTo(20_000);
    assertThat(stage.seat(slow).getTalkMs()).isEqualTo(30_000);
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(quick);
  }

  @Test
  void takesTheOneThatIsBestAtIt() {
    strategy(SeatStrategy.SEAT_STRATEGY_PROFICIENCY);
    queue.sitsDown("S1", "english", 2);
    String best = queue.sitsDown("S2", "english", 4);
    assertThat(queue.ringsAt(queue.arrives(queue.caller().setSkill("english")))).isEqualTo(best);
  }

  @Test
  void goesRoundWhateverCameOfTheOffers() {
    strategy(SeatStrategy.SEAT_STRATEGY_ROUND_ROBIN);
    String first = stage.sitsDown("S1");
    String second = stage.sitsDown("S2");
    String call = queue.arrives();
    assertThat(queue.ringsAt(call)).isEqualTo(first);
    stage.accepted(FloorStage.abandon(call));
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(second);
  }

  @Test
  void reordersTheIdleSeatsWhenTheStrategyChanges() {
    String busy = stage.sitsDown("S1");
    queue.arrives();
    queue.serves(busy, 10);
    String fresh = stage.sitsDown("S2");
    strategy(SeatStrategy.SEAT_STRATEGY_FEWEST_CALLS);
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(fresh);
  }

  @Test
  void oneUnavailableSeatBlocksNobody() {
    String away = stage.sitsDown("S1");
    String ready = stage.sitsDown("S2");
    String call = queue.arrives();
    stage.accepted(FloorStage.reject(away, call));
    assertThat(queue.ringsAt(call)).isEqualTo(ready);
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(away);
  }

  @Test
  void servesTheQueuesItSaysAndNoOther() {
    String general = stage.sitsDown("S1");
    String call = queue.arrives(queue.caller().setHotline("95598"));
    assertThat(stage.call(call).getQueue()).isEqualTo("utility");
    assertThat(queue.ringsAt(call)).isEmpty();
    String both =
        queue.sitsDown("S2", SignIn.newBuilder().addQueues("utility").addQueues("general"));
    assertThat(queue.ringsAt(call)).isEqualTo(both);
    assertThat(queue.ringsAt(queue.arrives())).isEqualTo(general);
  }

  @Test
  void refusesQueuesAndLevelsThatCannotBe() {
    refused(signIn().addQueues("a queue"), "queues[0]");
    refused(signIn().addQueues(""), "queues[0]");
    SignIn.Builder many = signIn();
    for (int i = 0; i < 17; i++) {
      many.addQueues("q" + i);
    }
    refused(many, "queues");
    refused(signIn().addLevels(level("french", 3)), "levels[0].skill");
    refused(
        signIn().addLevels(level("english", 3)).addLevels(level("english", 4)), "levels[1].skill");
    refused(signIn().addLevels(level("english", 0)), "levels[0].level");
    refused(signIn().addLevels(level("english", 6)), "levels[0].level");
  }

  private void refused(SignIn.Builder signIn, String field) {
    stage.refusedField(FloorStage.signIn(signIn), field);
  }

  private static SkillLevel level(String skill, int level) {
    return SkillLevel.newBuilder().setSkill(skill).setLevel(level).build();
  }

  private static SignIn.Builder signIn() {
    return SignIn.newBuilder().setSeatId("110105-S1").setOperator("op").addSkills("english");
  }
}
