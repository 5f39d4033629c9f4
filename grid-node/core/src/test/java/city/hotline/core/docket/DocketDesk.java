package city.hotline.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.RecordAnswers;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.ReturnOrder;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.docket.v1.Tick;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** A docket with a hand-set clock, to tell stories with: asks, expects, and keeps what happened. */
final class DocketDesk {

  static final String DISTRICT = "110105";
  static final String STREET = "110105001";
  static final String COMMUNITY = "110105001024";
  static final String NO_HEATING = "040401";
  static final String GAS_LEAK = "040302";
  static final String NOISE = "050101";
  static final String UNPAID_WAGES = "060101";
  static final String INQUIRY = "060201";

  final Directory directory = Directory.beijing();
  final List<DocketEvent> events = new ArrayList<>();
  private final String docketCode;
  Docket docket;
  private long nowMs;

  DocketDesk(String docketCode, String began) {
    this.docketCode = docketCode;
    this.nowMs = OffsetDateTime.parse(began).toInstant().toEpochMilli();
    this.docket = Docket.founded(directory.districtOf(docketCode), docketCode, directory, moment());
  }

  static DocketDesk ofStreet() {
    return new DocketDesk(STREET, "2026-11-24T09:00:00+08:00");
  }

  static DocketDesk ofDistrict() {
    return new DocketDesk(DISTRICT, "2026-11-24T09:00:00+08:00");
  }

  Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).build();
  }

  long nowMs() {
    return nowMs;
  }

  void pass(Duration time) {
    nowMs += time.toMillis();
  }

  void goTo(String time) {
    nowMs = OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }

  Decision<DocketEvent> decide(DocketCommand command) {
    return docket.decide(command, moment());
  }

  /** Asks, applies, and returns what happened. */
  List<EventCase> accepts(DocketCommand command) {
    Decision<DocketEvent> decision = decide(command);
    assertThat(decision).as("%s", command).isInstanceOf(Decision.Accepted.class);
    Decision.Accepted<DocketEvent> accepted = (Decision.Accepted<DocketEvent>) decision;
    List<EventCase> happened = new ArrayList<>();
    for (DocketEvent event : accepted.events()) {
      docket.apply(event, moment());
      events.add(event);
      happened.add(event.getEventCase());
      assertThat(docket.figures().getTotal().getOpened())
          .as("conservation after %s", event)
          .isEqualTo(docket.open().size() + docket.figures().getTotal().getClosed());
    }
    assertThat(docket.figures().getViolations()).as("after %s", command).isZero();
    return happened;
  }

  /** Asks, expects a refusal and that it left no trace. */
  Decision.Refused<DocketEvent> refuses(DocketCommand command, Refusal reason) {
    var before = docket.snapshot();
    Decision<DocketEvent> decision = decide(command);
    assertThat(decision).as("%s", command).isInstanceOf(Decision.Refused.class);
    Decision.Refused<DocketEvent> refused = (Decision.Refused<DocketEvent>) decision;
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.advice()).isNotBlank();
    assertThat(docket.snapshot()).isEqualTo(before);
    return refused;
  }

  Order order(String id) {
    return docket.order(id).orElseThrow();
  }

  OrderDraft draft(String classCode) {
    boolean street = directory.isStreet(docketCode);
    return OrderDraft.newBuilder()
        .setClassCode(classCode)
        .setDistrict(directory.districtOf(docketCode))
        .setStreet(street ? docketCode : "")
        .setText("暖气不热")
        .setRequester(
            Requester.newBuilder().setName("王某").setPhone("13800000000").setAddress("1号楼"))
        .build();
  }

  /** Brings an order into follow-up. */
  void handles(String id, String unit) {
    accepts(sign(id, unit));
    accepts(reply(id, unit));
  }

  DocketCommand open(String id, String classCode) {
    return open(id, draft(classCode));
  }

  static DocketCommand open(String id, OrderDraft draft) {
    return DocketCommand.newBuilder()
        .setOpenOrder(OpenOrder.newBuilder().setOrderId(id).setCallId("call-" + id).setDraft(draft))
        .build();
  }

  static DocketCommand sign(String id, String unit) {
    return DocketCommand.newBuilder()
        .setSignOrder(SignOrder.newBuilder().setOrderId(id).setUnit(unit))
        .build();
  }

  static DocketCommand reply(String id, String unit) {
    return reply(id, unit, "已上门维修");
  }

  static DocketCommand reply(String id, String unit, String text) {
    return DocketCommand.newBuilder()
        .setReplyOrder(ReplyOrder.newBuilder().setOrderId(id).setUnit(unit).setText(text))
        .build();
  }

  static DocketCommand sendBack(String id, String unit) {
    return sendBack(id, unit, "不属于本街道职责");
  }

  static DocketCommand sendBack(String id, String unit, String reason) {
    return DocketCommand.newBuilder()
        .setReturnOrder(ReturnOrder.newBuilder().setOrderId(id).setUnit(unit).setReason(reason))
        .build();
  }

  static DocketCommand answers(String id, Answers answers) {
    return DocketCommand.newBuilder()
        .setRecordAnswers(RecordAnswers.newBuilder().setOrderId(id).setAnswers(answers))
        .build();
  }

  static DocketCommand answers(String id, Resolution resolution, Satisfaction satisfaction) {
    return answers(
        id,
        Answers.newBuilder()
            .setResponded(true)
            .setResolution(resolution)
            .setSatisfaction(satisfaction)
            .build());
  }

  static DocketCommand solved(String id) {
    return answers(id, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_SATISFIED);
  }

  static DocketCommand notSolved(String id) {
    return answers(id, Resolution.RESOLUTION_NO, Satisfaction.SATISFACTION_DISSATISFIED);
  }

  static DocketCommand unreachable(String id) {
    return answers(id, Answers.newBuilder().setUnreachable(true).build());
  }

  static DocketCommand tick() {
    return DocketCommand.newBuilder().setTick(Tick.getDefaultInstance()).build();
  }
}
