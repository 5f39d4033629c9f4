package city.hotline.city;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.FlowOutKind;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything chance decides about one journey, drawn at once from the run's seed and the journey's
 * number, so that no outcome depends on who was faster.
 *
 * @param district whose floor is called
 * @param leaves whether the caller leaves while waiting
 * @param flowsOut how the caller leaves, when not by hanging up
 * @param races whether seats try to answer a caller who leaves: either may win
 * @param holds whether the seat puts the caller on hold
 * @param callerEnds whether the caller ends the conversation
 * @param disposition how the conversation is written up
 * @param draft what the order says; the default message when there is none
 * @param returned whether the street returns the order once
 * @param answers what the citizen says in the first and in the second cycle
 */
record JourneyPlan(
    String district,
    boolean leaves,
    @Nullable FlowOutKind flowsOut,
    boolean races,
    boolean holds,
    boolean callerEnds,
    Disposition disposition,
    OrderDraft draft,
    boolean returned,
    List<Answers> answers) {

  private static final FlowOutKind[] FLOW_OUTS = {
    FlowOutKind.FLOW_OUT_KIND_CALLBACK,
    FlowOutKind.FLOW_OUT_KIND_TRANSFER,
    FlowOutKind.FLOW_OUT_KIND_OVERFLOW
  };

  static JourneyPlan of(long seed, int number, Places places) {
    RandomGenerator random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    String district = pick(random, places.districts());
    double leaving = random.nextDouble();
    boolean leaves = leaving < 0.12;
    FlowOutKind flowsOut = leaving < 0.04 ? FLOW_OUTS[random.nextInt(FLOW_OUTS.length)] : null;
    boolean races = random.nextInt(4) == 0;
    boolean holds = random.nextInt(4) == 0;
    boolean callerEnds = random.nextInt(5) == 0;
    double ending = random.nextDouble();
    Disposition disposition =
        ending < 0.5
            ? Disposition.DISPOSITION_WORK_ORDER
            : ending < 0.9
                ? Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT
                : Disposition.DISPOSITION_NO_DEMAND;
    OrderDraft draft = draft(random, district, places);
    boolean returned = random.nextInt(12) == 0;
    List<Answers> answers = List.of(answers(random, 0.8), answers(random, 0.9));
    return new JourneyPlan(
        district,
        leaves,
        flowsOut,
        races,
        holds,
        callerEnds,
        disposition,
        draft,
        returned,
        answers);
  }

  /** Mostly a matter of the caller's own district, sometimes one of another or of no street. */
  static OrderDraft draft(RandomGenerator random, String district, Places places) {
    String where = random.nextInt(10) == 0 ? pick(random, places.districts()) : district;
    List<String> streets = places.streets().getOrDefault(where, List.of());
    String street = streets.isEmpty() || random.nextInt(20) == 0 ? "" : pick(random, streets);
    return OrderDraft.newBuilder()
        .setClassCode(pick(random, places.classes()))
        .setDistrict(where)
        .setStreet(street)
        .setText("请尽快处理。")
        .setRequester(Requester.newBuilder().setPhone(phone(random)))
        .build();
  }

  /** A number that no network has given out. */
  static String phone(RandomGenerator random) {
    return String.format("1000%07d", random.nextInt(10_000_000));
  }

  static Answers answers(RandomGenerator random, double resolvedShare) {
    double resolved = random.nextDouble();
    double satisfied = random.nextDouble();
    boolean responded = random.nextDouble() < 0.92;
    if (random.nextDouble() < 0.03) {
      return Answers.newBuilder().setUnreachable(true).build();
    }
    return Answers.newBuilder()
        .setResponded(responded)
        .setResolution(
            resolved < resolvedShare
                ? Resolution.RESOLUTION_YES
                : resolved < (1 + resolvedShare) / 2
                    ? Resolution.RESOLUTION_PARTLY
                    : Resolution.RESOLUTION_NO)
        .setSatisfaction(
            satisfied < 0.5
                ? Satisfaction.SATISFACTION_VERY_SATISFIED
                : satisfied < 0.75
                    ? Satisfaction.SATISFACTION_SATISFIED
                    : satisfied < 0.88
                        ? Satisfaction.SATISFACTION_BASICALLY_SATISFIED
                        : Satisfaction.SATISFACTION_DISSATISFIED)
        .build();
  }

  private static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
