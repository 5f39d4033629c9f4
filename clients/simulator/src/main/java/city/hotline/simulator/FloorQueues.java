package city.hotline.simulator;

import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.OpeningHours;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.RoutingStep;
import city.hotline.proto.floor.v1.SeatStrategy;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.SkillLevel;
import city.hotline.proto.floor.v1.SpareSeat;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.SplittableRandom;

/** Who calls how urgently, who can take what, and how queues are run, as chance has it. */
final class FloorQueues {
  private static final List<String> SKILLS = List.of("general", "general", "english", "water");
  private static final List<String> QUEUES = List.of("general", "general", "utility");
  private static final List<String> HOTLINES = List.of("12345", "12345", "12345", "95598");
  private static final List<String> LENDERS = List.of("110108", "110101");
  private static final int PHONES = 400;

  private final SplittableRandom random;

  FloorQueues(SplittableRandom random) {
    this.random = random;
  }

  /** Now and then one that is not registered. */
  String hotline() {
    return random.nextInt(300) == 0 ? "00000" : any(HOTLINES);
  }

  ReportArrival.Builder arrival(String switchCall) {
    ReportArrival.Builder arrival =
        ReportArrival.newBuilder()
            .setSwitchCallId(switchCall)
            .setHotline(hotline())
            .setSkill(random.nextInt(100) == 0 ? "" : any(SKILLS))
            .setPriority(random.nextInt(4) == 0 ? random.nextInt(11) : 0);
    if (random.nextInt(3) > 0) {
      arrival.setCaller(Citizen.newBuilder().setPhone("phone-" + random.nextInt(PHONES)));
    }
    if (random.nextBoolean()) {
      arrival.setSwitchId("west");
    }
    if (random.nextInt(4) == 0) {
      arrival.setMedium(Medium.MEDIUM_TEXT);
    }
    if (random.nextInt(10) == 0) {
      arrival.addBoosts(any(List.of(BoostReason.values()).subList(1, 4)));
    }
    return arrival;
  }

  void abilities(SignIn.Builder signIn) {
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      signIn.addSkills(any(SKILLS));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      signIn.addQueues(any(QUEUES));
    }
    signIn.setTextContacts(Math.max(0, random.nextInt(-3, random.nextInt(40) == 0 ? 12 : 4)));
    if (random.nextBoolean()) {
      signIn.addLevels(
          SkillLevel.newBuilder()
              .setSkill(signIn.getSkills(0))
              .setLevel(random.nextInt(40) == 0 ? 6 : random.nextInt(1, 6)));
    }
  }

  /** What another floor asks for, for one of its callers. */
  SpareSeat.Builder wanted(String borrower) {
    return SpareSeat.newBuilder()
        .setBorrower(borrower)
        .setQueue(any(QUEUES))
        .setSkill(random.nextInt(3) == 0 ? "" : any(SKILLS))
        .setLevel(1)
        .setCallId(borrower + "-1");
  }

  /** Sometimes for a time to come, sometimes with a number that cannot be. */
  FloorCommand settings(long nowMs) {
    QueueSettings.Builder settings =
        QueueSettings.newBuilder()
            .setQueue(any(QUEUES))
            .setStrategy(any(List.of(SeatStrategy.values()).subList(0, 6)))
            .setPriority(random.nextInt(3) == 0 ? random.nextInt(11) : 0)
            .setAgeingSeconds(random.nextInt(120))
            .setMaxLength(random.nextInt(3) == 0 ? random.nextInt(5, 30) : 0)
            .setRepeatCallerSeconds(random.nextInt(2) * 60)
            .setEmergencySeconds(300)
            .setDistressSeconds(random.nextInt(2) * 120)
            .setMaxBoostSeconds(random.nextInt(2) * 200)
            .setResumeSeconds(random.nextInt(2) * 60)
            .setRepeatSeconds(random.nextInt(2) * 600)
            .setRefusedSeconds(random.nextInt(90))
            .setCallbackRingSeconds(random.nextInt(40))
            .setCallbackRestSeconds(random.nextInt(60))
            .setCallbackAttempts(random.nextInt(4))
            .setLendAbove(random.nextInt(3))
            .setAlertWaiting(random.nextInt(2) * random.nextInt(20))
            .setAlertServiceLevel(random.nextInt(2) * random.nextInt(90));
    for (int i = random.nextInt(4); i > 0; i--) {
      settings.addSteps(
          RoutingStep.newBuilder()
              .setSeconds(random.nextInt(1, 40))
              .setMinLevel(random.nextInt(1, 6))
              .setAnySeat(random.nextInt(3) == 0));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      settings.addBorrowFrom(any(LENDERS)).setBorrowSeconds(random.nextInt(40) == 0 ? 4 : 5 + i);
    }
    if (random.nextInt(4) == 0) {
      settings.setOpening(
          OpeningHours.newBuilder()
              .setFromMinute(random.nextInt(600))
              .setToMinute(random.nextInt(580, 1_441))
              .setWorkdaysOnly(random.nextBoolean()));
    }
    if (random.nextBoolean()) {
      settings.setValidFrom(
          Timestamp.newBuilder().setSeconds(nowMs / 1000 + random.nextInt(-10, 60)));
    }
    return Floors.queue(settings);
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
