package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.DISTRICT;
import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.WATER_CUT;
import static city.hotline.core.docket.DocketDesk.askHelp;
import static city.hotline.core.docket.DocketDesk.finishPart;
import static city.hotline.core.docket.DocketDesk.grant;
import static city.hotline.core.docket.DocketDesk.notSolved;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sendBack;
import static city.hotline.core.docket.DocketDesk.sendTo;
import static city.hotline.core.docket.DocketDesk.sign;
import static city.hotline.core.docket.DocketDesk.solved;
import static city.hotline.core.docket.DocketDesk.urge;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.order.CoHandling;
import city.hotline.proto.docket.v1.AskCoHandler;
import city.hotline.proto.docket.v1.CoHandler;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.FinishPart;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.UrgeOrder;
import city.hotline.proto.shard.v1.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One unit leads, others help; the citizen calls again, and no clock is moved. */
class HelpingTest {
  private static final String ID = "110105001-110105-1";
  private static final String HELPER = "M020";

  private final DocketDesk desk = DocketDesk.ofStreet();

  private List<String> helpers() {
    return CoHandling.units(desk.order(ID));
  }

  @Test
  void theRoutingTableNamesWhoLeadsAndWhoHelps() {
    desk.accepts(desk.open(ID, WATER_CUT));
    assertThat(desk.order(ID).getRule()).isEqualTo("R108");
    assertThat(desk.order(ID).getUnit()).isEqualTo(STREET);
    assertThat(helpers()).containsExactly("M009");
  }

  @Test
  void theLeadAsksForHelpAndTheOtherSaysWhatItDid() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askHelp(ID, STREET, HELPER));
    assertThat(helpers()).containsExactly(HELPER);
    assertThat(desk.events.get(desk.events.size() - 1).getCoHandlerAsked().getDraft().getText())
        .isEqualTo("暖气不热");
    assertThat(desk.accepts(finishPart(ID, HELPER))).containsExactly(EventCase.PART_FINISHED);
    assertThat(desk.order(ID).getCoHandlersList())
        .containsExactly(CoHandler.newBuilder().setUnit(HELPER).setDone(true).build());
    assertThat(desk.docket.figures().getTotal().getPartsFinished()).isEqualTo(1);
    desk.refuses(finishPart(ID, HELPER), Refusal.REFUSAL_NOT_A_CO_HANDLER);
  }

  @Test
  void theLeadRepliesForAllWhoeverHasNotFinished() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askHelp(ID, STREET, HELPER));
    desk.accepts(reply(ID, STREET));
    assertThat(
            desk.events.stream()
                .filter(event -> event.hasOrderReplied())
                .flatMap(event -> event.getOrderReplied().getCoHandlersList().stream()))
        .containsExactly(HELPER);
    desk.refuses(finishPart(ID, HELPER), Refusal.REFUSAL_ORDER_NOT_SIGNED);
  }

  @Test
  void whoHelpedHelpsInTheNextCycleToo() {
    desk.hasInHand(ID, RUBBISH);
    desk.accepts(askHelp(ID, STREET, HELPER));
    desk.accepts(finishPart(ID, HELPER));
    desk.accepts(reply(ID, STREET));
    desk.accepts(notSolved(ID));
    assertThat(desk.order(ID).getCoHandlersList())
        .containsExactly(CoHandler.newBuilder().setUnit(HELPER).build());
  }

  @Test
  void whoComesToLeadDoesNotHelp() {
    desk.accepts(desk.open(ID, WATER_CUT));
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(sendTo(ID, DISTRICT, "M009"));
    assertThat(desk.order(ID).getUnit()).isEqualTo("M009");
    assertThat(helpers()).isEmpty();
  }

  @Test
  void helpersOutliveAReturn() {
    desk.accepts(desk.open(ID, WATER_CUT));
    desk.accepts(sendBack(ID, STREET));
    desk.accepts(grant(ID, DISTRICT));
    assertThat(helpers()).containsExactly("M009");
  }

  @Test
  void onlyTheLeadAsksAndOnlyOnce() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.refuses(askHelp(ID, STREET, HELPER), Refusal.REFUSAL_ORDER_NOT_SIGNED);
    desk.accepts(sign(ID, STREET));
    desk.refuses(askHelp(ID, HELPER, HELPER), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.refuses(askHelp(ID, STREET, "M999"), Refusal.REFUSAL_UNKNOWN_UNIT);
    desk.refuses(askHelp(ID, STREET, "110105002"), Refusal.REFUSAL_UNIT_CANNOT_LEAD);
    desk.refuses(askHelp(ID, STREET, STREET), Refusal.REFUSAL_CO_HANDLER_ALREADY);
    desk.accepts(askHelp(ID, STREET, HELPER));
    desk.refuses(askHelp(ID, STREET, HELPER), Refusal.REFUSAL_CO_HANDLER_ALREADY);
    desk.refuses(
        DocketCommand.newBuilder()
            .setAskCoHandler(
                AskCoHandler.newBuilder().setOrderId(ID).setUnit(STREET).setCoHandler("M003"))
            .build(),
        Refusal.REFUSAL_INVALID_FIELD);
  }

  @Test
  void eightHelpAtMost() {
    desk.hasInHand(ID, RUBBISH);
    for (int i = 1; i <= 8; i++) {
      desk.accepts(askHelp(ID, STREET, "M00" + i));
    }
    desk.refuses(askHelp(ID, STREET, "M010"), Refusal.REFUSAL_INVALID_FIELD);
    assertThat(helpers()).hasSize(8);
  }

  @Test
  void whoWasNotAskedHasNoPart() {
    desk.hasInHand(ID, RUBBISH);
    desk.refuses(finishPart(ID, HELPER), Refusal.REFUSAL_NOT_A_CO_HANDLER);
    desk.refuses(finishPart("no-such", HELPER), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.refuses(
        DocketCommand.newBuilder()
            .setFinishPart(FinishPart.newBuilder().setOrderId(ID).setUnit(HELPER))
            .build(),
        Refusal.REFUSAL_INVALID_FIELD);
  }

  @Test
  void theCitizenCallsAgainAndNoClockIsMoved() {
    desk.accepts(desk.open(ID, RUBBISH));
    Order before = desk.order(ID);
    assertThat(desk.accepts(urge(ID, "还没有来"))).containsExactly(EventCase.ORDER_URGED);
    assertThat(desk.order(ID)).isEqualTo(before.toBuilder().setUrged(1).build());
    desk.handles(ID, STREET);
    desk.accepts(urge(ID, "还没有来"));
    assertThat(desk.order(ID).getUrged()).isEqualTo(2);
    assertThat(desk.docket.figures().getTotal().getUrged()).isEqualTo(2);
  }

  @Test
  void refusesToUrgeWithoutWordsOrWhatIsOver() {
    desk.accepts(desk.open(ID, RUBBISH));
    desk.refuses(urge(ID, ""), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(urge(ID, "因".repeat(1_001)), Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(
        DocketCommand.newBuilder()
            .setUrgeOrder(
                UrgeOrder.newBuilder().setOrderId(ID).setNote("催").setCallId("c".repeat(129)))
            .build(),
        Refusal.REFUSAL_INVALID_FIELD);
    desk.refuses(urge("no-such", "催"), Refusal.REFUSAL_UNKNOWN_ORDER);
    desk.handles(ID, STREET);
    desk.accepts(solved(ID));
    desk.refuses(urge(ID, "催"), Refusal.REFUSAL_ORDER_CLOSED);
  }

  @Test
  void aStreetOfADistrictThatKnowsNoStreetCanHelp() {
    DocketDesk district = DocketDesk.ofDistrict();
    district.accepts(district.open(ID, RUBBISH));
    district.accepts(sign(ID, DISTRICT));
    district.accepts(askHelp(ID, DISTRICT, STREET));
    district.refuses(askHelp(ID, DISTRICT, "110101"), Refusal.REFUSAL_UNIT_CANNOT_LEAD);
    district.accepts(askHelp(ID, DISTRICT, Directory.CITY));
  }
}
