package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.COMMUNITY;
import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.answers;
import static city.hotline.core.docket.DocketDesk.grant;
import static city.hotline.core.docket.DocketDesk.open;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sendBack;
import static city.hotline.core.docket.DocketDesk.sign;
import static city.hotline.core.docket.DocketDesk.solved;
import static city.hotline.core.docket.DocketDesk.tick;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.moment.Decision;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.shard.v1.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each refusal of a docket, in the order its commands list them; none leaves a trace. */
class DocketRefusalsTest {

  private static final String ID = "110105001-110105-1";
  private static final String OTHER = "110105001-110105-2";

  private final DocketDesk desk = DocketDesk.ofStreet();

  @BeforeEach
  void anOrderIsOpen() {
    desk.accepts(desk.open(ID, RUBBISH));
  }

  @Test
  void refusesACommandThatAsksNothing() {
    invalid(DocketCommand.getDefaultInstance(), "command");
  }

  @Test
  void refusesToOpenWithoutAnId() {
    invalid(desk.open("", RUBBISH), "order_id");
    invalid(desk.open("1".repeat(65), RUBBISH), "order_id");
  }

  @Test
  void refusesToOpenWithAnEndlessCallId() {
    invalid(
        DocketCommand.newBuilder()
            .setOpenOrder(OpenOrder.newBuilder().setOrderId(OTHER).setCallId("1".repeat(129)))
            .build(),
        "call_id");
  }

  @Test
  void refusesToOpenWithoutADraft() {
    invalid(
        DocketCommand.newBuilder().setOpenOrder(OpenOrder.newBuilder().setOrderId(OTHER)).build(),
        "draft");
  }

  @Test
  void refusesTextsThatAreTooLongAndDoesNotRepeatThem() {
    invalid(open(OTHER, draft().setText("热".repeat(4_001)).build()), "draft.text");
    invalid(person(Requester.newBuilder().setName("王".repeat(201))), "draft.requester.name");
    invalid(person(Requester.newBuilder().setPhone("1".repeat(41))), "draft.requester.phone");
    Decision.Refused<DocketEvent> refused =
        invalid(
            person(Requester.newBuilder().setAddress("号".repeat(401))), "draft.requester.address");
    assertThat(refused.metadata()).containsEntry("value", "401 characters");
    assertThat(refused.advice()).doesNotContain("号");
  }

  @Test
  void countsCharactersNotTheirHalves() {
    desk.accepts(open(OTHER, draft().setText("\uD83D\uDD25".repeat(4_000)).build()));
  }

  @Test
  void refusesADraftOfAnotherDocket() {
    wrongShard(draft().setStreet("110105002"));
    wrongShard(draft().setStreet(""));
    wrongShard(draft().setDistrict("110106"));
  }

  @Test
  void refusesADraftOfAStreetInTheDistrictsOwnDocket() {
    DocketDesk district = DocketDesk.ofDistrict();
    district.refuses(open(OTHER, draft().build()), Refusal.REFUSAL_WRONG_SHARD);
    district.accepts(open(OTHER, draft().setStreet("").build()));
  }

  @Test
  void refusesAClassTheDirectoryDoesNotHave() {
    desk.refuses(
        open(OTHER, draft().setClassCode("999999").build()), Refusal.REFUSAL_UNKNOWN_CLASS);
    desk.refuses(open(OTHER, draft().setClassCode("0501").build()), Refusal.REFUSAL_UNKNOWN_CLASS);
  }

  @Test
  void refusesACommunityThatIsNotInTheStreet() {
    desk.accepts(open(OTHER, draft().setCommunity(COMMUNITY).build()));
    desk.refuses(
        open("3", draft().setCommunity("110101001001").build()), Refusal.REFUSAL_UNKNOWN_PLACE);
    desk.refuses(open("3", draft().setCommunity("nowhere").build()), Refusal.REFUSAL_UNKNOWN_PLACE);
    desk.refuses(open("3", draft().setCommunity(STREET).build()), Refusal.REFUSAL_UNKNOWN_PLACE);
  }

  @Test
  void refusesACommunityThatIsNotInTheDistrictWhereNoStreetIsKnown() {
    DocketDesk district = DocketDesk.ofDistrict();
    OrderDraft.Builder draft = draft().setStreet("");
    district.accepts(open(OTHER, draft.setCommunity(COMMUNITY).build()));
    district.refuses(
        open("3", draft.setCommunity("110101001001").build()), Refusal.REFUSAL_UNKNOWN_PLACE);
  }

  @Test
  void refusesToOpenAnOrderAlreadyOpen() {
    desk.refuses(desk.open(ID, RUBBISH), Refusal.REFUSAL_ORDER_ALREADY_OPEN);
  }

  @Test
  void refusesToOpenAnOrderAlreadyClosed() {
    desk.handles(ID, STREET);
    desk.accepts(solved(ID));
    desk.refuses(desk.open(ID, RUBBISH), Refusal.REFUSAL_ORDER_ALREADY_OPEN);
  }

  @Test
  void refusesAnOrderItDoesNotKnow() {
    desk.refuses(sign(OTHER, STREET), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.refuses(reply(OTHER, STREET), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.refuses(sendBack(OTHER, STREET), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.refuses(solved(OTHER), Refusal.REFUSAL_UNKNOWN_ORDER);
  }

  @Test
  void refusesWhateverComesAfterTheClosing() {
    desk.handles(ID, STREET);
    desk.reachesNobody(ID);
    desk.refuses(sign(ID, DISTRICT), Refusal.REFUSAL_ORDER_CLOSED);
    desk.refuses(reply(ID, STREET), Refusal.REFUSAL_ORDER_CLOSED);
    desk.refuses(sendBack(ID, STREET), Refusal.REFUSAL_ORDER_CLOSED);
    desk.refuses(solved(ID), Refusal.REFUSAL_ORDER_CLOSED);
  }

  @Test
  void refusesAUnitThatDoesNotHaveTheOrder() {
    assertThat(
            desk.refuses(sign(ID, DISTRICT), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT).metadata())
        .containsEntry("unit", STREET);
    desk.refuses(reply(ID, DISTRICT), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.refuses(sendBack(ID, "110105002"), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.refuses(sign(ID, ""), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
  }

  @Test
  void refusesTheStreetOnceTheOrderIsWithTheDistrict() {
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(grant(ID, DISTRICT));
    desk.refuses(sign(ID, STREET), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
  }

  @Test
  void refusesToSignTwice() {
    desk.accepts(sign(ID, STREET));
    assertThat(desk.refuses(sign(ID, STREET), Refusal.REFUSAL_ORDER_NOT_DISPATCHED).metadata())
        .containsEntry("state", "ORDER_STATE_SIGNED");
  }

  @Test
  void refusesToSignAfterTheReply() {
    desk.handles(ID, STREET);
    desk.refuses(sign(ID, STREET), Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
  }

  @Test
  void refusesToReplyBeforeSigning() {
    desk.refuses(reply(ID, STREET), Refusal.REFUSAL_ORDER_NOT_SIGNED);
  }

  @Test
  void refusesToReplyTwice() {
    desk.handles(ID, STREET);
    desk.refuses(reply(ID, STREET), Refusal.REFUSAL_ORDER_NOT_SIGNED);
  }

  @Test
  void refusesAReplyThatSaysNothingOrTooMuch() {
    desk.accepts(sign(ID, STREET));
    invalid(reply(ID, STREET, ""), "text");
    invalid(reply(ID, STREET, "修".repeat(4_001)), "text");
    invalid(reply(OTHER, STREET, ""), "text");
    desk.accepts(reply(ID, STREET, "修".repeat(4_000)));
  }

  @Test
  void refusesAReturnWithoutReasonOrWithTooLongAOne() {
    invalid(sendBack(ID, STREET, ""), "reason");
    invalid(sendBack(ID, STREET, "因".repeat(1_001)), "reason");
    invalid(sendBack(OTHER, STREET, ""), "reason");
    desk.accepts(sendBack(ID, STREET, "因".repeat(1_000)));
  }

  @Test
  void refusesToReturnAnOrderThatIsSigned() {
    desk.accepts(sign(ID, STREET));
    desk.refuses(sendBack(ID, STREET), Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
  }

  @Test
  void refusesAnswersBeforeTheReply() {
    desk.refuses(solved(ID), Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP);
    desk.accepts(sign(ID, STREET));
    desk.refuses(solved(ID), Refusal.REFUSAL_ORDER_NOT_IN_FOLLOW_UP);
  }

  @Test
  void refusesAnswersThatAreIncomplete() {
    desk.handles(ID, STREET);
    invalid(answers(ID, Answers.getDefaultInstance()), "answers.resolution");
    invalid(
        answers(ID, Resolution.RESOLUTION_UNSPECIFIED, Satisfaction.SATISFACTION_SATISFIED),
        "answers.resolution");
    invalid(
        answers(ID, Resolution.RESOLUTION_YES, Satisfaction.SATISFACTION_UNSPECIFIED),
        "answers.satisfaction");
  }

  @Test
  void refusesAnswersOfALaterVersion() {
    desk.handles(ID, STREET);
    Answers.Builder answers =
        Answers.newBuilder()
            .setResolution(Resolution.RESOLUTION_YES)
            .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED);
    invalid(answers(ID, answers.clone().setResolutionValue(9).build()), "answers.resolution");
    invalid(answers(ID, answers.clone().setSatisfactionValue(9).build()), "answers.satisfaction");
  }

  @Test
  void refusesAnswersOfSomebodyWhoCouldNotBeReached() {
    desk.handles(ID, STREET);
    Answers.Builder unreachable = Answers.newBuilder().setUnreachable(true);
    invalid(answers(ID, unreachable.clone().setResponded(true).build()), "answers.unreachable");
    invalid(
        answers(ID, unreachable.clone().setResolution(Resolution.RESOLUTION_NO).build()),
        "answers.unreachable");
    invalid(
        answers(ID, unreachable.clone().setSatisfactionValue(1).build()), "answers.unreachable");
  }

  @Test
  void refusesATickBeforeAnythingIsDue() {
    desk.refuses(tick(), Refusal.REFUSAL_NOTHING_DUE);
  }

  private Decision.Refused<DocketEvent> invalid(DocketCommand command, String field) {
    Decision.Refused<DocketEvent> refused = desk.refuses(command, Refusal.REFUSAL_INVALID_FIELD);
    assertThat(refused.metadata()).containsEntry("field", field).containsKeys("value", "expected");
    return refused;
  }

  private void wrongShard(OrderDraft.Builder draft) {
    desk.refuses(open(OTHER, draft.build()), Refusal.REFUSAL_WRONG_SHARD);
  }

  private OrderDraft.Builder draft() {
    return desk.draft(RUBBISH).toBuilder();
  }

  private DocketCommand person(Requester.Builder requester) {
    return open(OTHER, draft().setRequester(requester).build());
  }
}
