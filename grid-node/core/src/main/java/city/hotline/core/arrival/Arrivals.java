package city.hotline.core.arrival;

import city.hotline.core.directory.CitizenCheck;
import city.hotline.core.directory.Directories;
import city.hotline.core.directory.HotlineLine;
import city.hotline.core.moment.Decision;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallQueued;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a call in, or says why not. */
public final class Arrivals {

  /** The hotline where none is named. */
  public static final String MAIN_HOTLINE = "12345";

  /** The skill where none is named. */
  public static final String GENERAL_SKILL = "general";

  /** The queue where none is named. */
  public static final String GENERAL_QUEUE = "general";

  /** A skill's longest name, characters. */
  public static final int SKILL_MAX = 32;

  /** A hotline's longest code, characters. */
  public static final int HOTLINE_MAX = 32;

  private static final String CHINESE = "zh";
  private static final int PRIORITY_MAX = 9;
  private static final int BOOSTS_MAX = 2;
  private static final int SWITCH_ID_MAX = 64;
  private static final int LANGUAGE_MAX = 35;

  private final String district;
  private final Directories directories;
  private final LiveCalls calls;

  /** Rules over the calls of one floor. */
  public Arrivals(String district, Directories directories, LiveCalls calls) {
    this.district = district;
    this.directories = directories;
    this.calls = calls;
  }

  /** Refuses INVALID_FIELD, UNKNOWN_HOTLINE, CALL_ALREADY_REPORTED, in this order. */
  public Decision<FloorEvent> report(ReportArrival arrival, Moment moment) {
    Decision<FloorEvent> invalid = invalid(arrival);
    if (invalid != null) {
      return invalid;
    }
    String hotline = orElse(arrival.getHotline(), MAIN_HOTLINE);
    HotlineLine line = directories.at(moment).directory().hotline(hotline);
    if (line == null) {
      return CallRefusals.unknownHotline(
          hotline, "report the number that was dialled, or leave it empty.");
    }
    String reported = calls.idOfSwitchCall(arrival.getSwitchCallId());
    if (reported != null) {
      return Decision.refused(
          Refusal.REFUSAL_CALL_ALREADY_REPORTED,
          Map.of("call_id", reported),
          "The switch's call "
              + arrival.getSwitchCallId()
              + " lives here as "
              + reported
              + ": go on with that.");
    }
    Call call = call(arrival, line, moment);
    return Decision.accepted(
        Reply.newBuilder().setCallId(call.getCallId()).build(),
        List.of(
            FloorEvent.newBuilder().setCallQueued(CallQueued.newBuilder().setCall(call)).build()));
  }

  private Call call(ReportArrival arrival, HotlineLine line, Moment moment) {
    Call.Builder call =
        Call.newBuilder()
            .setCallId(district + "-" + (calls.lastNumber() + 1))
            .setSwitchCallId(arrival.getSwitchCallId())
            .setHotline(line.code())
            .setQueue(line.queue())
            .setSkill(orElse(arrival.getSkill(), GENERAL_SKILL))
            .setLanguage(orElse(arrival.getLanguage(), CHINESE))
            .setState(CallState.CALL_STATE_QUEUED)
            .setQueuedAt(moment.getTime())
            .setMedium(arrival.getMedium())
            .setSwitchId(arrival.getSwitchId());
    if (arrival.hasCaller()) {
      call.setCaller(arrival.getCaller());
    }
    return call.build();
  }

  private static @Nullable Decision<FloorEvent> invalid(ReportArrival arrival) {
    Decision<FloorEvent> invalid =
        Fields.text("switch_call_id", arrival.getSwitchCallId(), 1, SWITCH_ID_MAX);
    if (invalid == null) {
      invalid = Fields.text("hotline", arrival.getHotline(), 0, HOTLINE_MAX);
    }
    if (invalid == null) {
      invalid = Fields.text("skill", arrival.getSkill(), 0, SKILL_MAX);
    }
    if (invalid == null) {
      invalid = Fields.text("language", arrival.getLanguage(), 0, LANGUAGE_MAX);
    }
    if (invalid == null) {
      invalid = Fields.text("switch_id", arrival.getSwitchId(), 0, SWITCH_ID_MAX);
    }
    if (invalid == null && arrival.getMedium() == Medium.UNRECOGNIZED) {
      invalid = Decision.invalidField("medium", arrival.getMediumValue(), "voice or text");
    }
    if (invalid == null) {
      invalid = urgency(arrival);
    }
    return invalid == null && arrival.hasCaller()
        ? CitizenCheck.caller(arrival.getCaller())
        : invalid;
  }

  private static @Nullable Decision<FloorEvent> urgency(ReportArrival arrival) {
    int priority = arrival.getPriority();
    if (priority < 0 || priority > PRIORITY_MAX) {
      return Decision.invalidField("priority", priority, "0 to " + PRIORITY_MAX);
    }
    for (int i = 0; i < arrival.getBoostsCount(); i++) {
      BoostReason reason = arrival.getBoosts(i);
      if (reason != BoostReason.BOOST_REASON_EMERGENCY
          && reason != BoostReason.BOOST_REASON_DISTRESS) {
        return Decision.invalidField(
            "boosts[" + i + "]", arrival.getBoostsValue(i), "emergency or distress");
      }
    }
    return arrival.getBoostsCount() > BOOSTS_MAX
        ? Decision.invalidField(
            "boosts", arrival.getBoostsCount() + " reasons", "at most " + BOOSTS_MAX)
        : null;
  }

  private static String orElse(String value, String whenEmpty) {
    return value.isEmpty() ? whenEmpty : value;
  }
}
