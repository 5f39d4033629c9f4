package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.OrderListener;
import city.hotline.client.OrderWatch;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints orders as they change, one JSON line a message, until it is interrupted. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Orders of a unit or a district as JSON lines: a snapshot of the open ones, then each change.",
      "A large snapshot comes in several lines, of which all but the last have \"more\"; \"before\""
          + " counts the orders in the lines before.",
      "With the token of the last line it goes on exactly after it, with that of a line that has more"
          + " it begins the snapshot anew. Citizens' data is masked."
    })
final class WatchCommand implements Callable<Integer> {

  private static final int AHEAD = 64;

  @Mixin private GridOptions grid = new GridOptions();

  @ArgGroup(multiplicity = "1")
  private Scope scope = new Scope();

  @Option(names = "--token", defaultValue = "", description = "Token of the last line processed.")
  private String token = "";

  @Option(names = "--count", hidden = true, description = "End after so many lines.")
  private long count = Long.MAX_VALUE;

  static final class Scope {
    @Option(names = "--unit", description = "Code of the unit, for example 110105001 or M001.")
    private @Nullable String unit;

    @Option(names = "--district", description = "Six digits, for example 110105.")
    private @Nullable String district;
  }

  /** What the watch tells the printing thread. */
  private sealed interface Told {
    record Message(WatchOrdersResponse message) implements Told {}

    record Over(HotlineException reason) implements Told {}
  }

  @Override
  public Integer call() throws InterruptedException {
    BlockingQueue<Told> told = new ArrayBlockingQueue<>(AHEAD + 1);
    var listener =
        new OrderListener() {
          @Override
          public void onMessage(WatchOrdersResponse message) {
            told.add(new Told.Message(message));
          }

          @Override
          public void onRefused(HotlineException reason) {
            told.add(new Told.Over(reason));
          }
        };
    try (HotlineClient client = grid.client().build();
        OrderWatch watch = open(client, listener)) {
      watch.request(AHEAD);
      for (long printed = 0; printed < count; printed++) {
        Told next = told.take();
        if (next instanceof Told.Over over) {
          throw over.reason();
        }
        System.out.println(line(((Told.Message) next).message()));
        if (System.out.checkError()) {
          // Whoever read the lines has gone.
          return 0;
        }
        watch.request(1);
      }
    }
    return 0;
  }

  private OrderWatch open(HotlineClient client, OrderListener listener) {
    if (scope.unit != null) {
      try {
        return client.department(scope.unit).watchOrdersOnRequest(token, listener);
      } catch (IllegalArgumentException e) {
        throw new Failures.CommandFailed(2, String.valueOf(e.getMessage()));
      }
    }
    return client.watchOrdersOnRequest(scope.district, token, listener);
  }

  static String line(WatchOrdersResponse message) {
    var line = new JsonObject();
    line.addProperty("kind", kind(message));
    line.addProperty("shard", message.hasShard() ? StatusCommand.name(message.getShard()) : null);
    line.addProperty("epoch", message.hasPosition() ? message.getPosition().getEpoch() : null);
    line.addProperty(
        "sequence", message.hasPosition() ? message.getPosition().getSequence() : null);
    if (message.hasSnapshot()) {
      line.addProperty("more", message.getSnapshot().getMore());
      line.addProperty("before", message.getSnapshot().getBefore());
    }
    line.addProperty("token", message.getToken());
    line.add("event", event(message));
    return Json.line(line);
  }

  private static String kind(WatchOrdersResponse message) {
    return switch (message.getMessageCase()) {
      case SNAPSHOT -> "snapshot";
      case CHANGE -> "change";
      case HISTORY_GONE -> "history_gone";
      case PROGRESS, MESSAGE_NOT_SET -> "progress";
    };
  }

  /** The events of a change, or the orders of a snapshot, as a list. */
  private static JsonElement event(WatchOrdersResponse message) {
    var list = new JsonArray();
    if (message.hasChange()) {
      message.getChange().getEventsList().forEach(event -> list.add(Json.of(masked(event))));
    } else if (message.hasSnapshot()) {
      for (Order order : message.getSnapshot().getOrdersList()) {
        list.add(Json.of(order.toBuilder().setDraft(masked(order.getDraft()))));
      }
    } else {
      return JsonNull.INSTANCE;
    }
    return list;
  }

  private static DocketEvent masked(DocketEvent event) {
    DocketEvent.Builder masked = event.toBuilder();
    if (event.hasOrderOpened()) {
      masked.getOrderOpenedBuilder().setDraft(masked(event.getOrderOpened().getDraft()));
    } else if (event.getOrderDispatched().hasDraft()) {
      masked.getOrderDispatchedBuilder().setDraft(masked(event.getOrderDispatched().getDraft()));
    } else if (event.hasCoHandlerAsked()) {
      masked.getCoHandlerAskedBuilder().setDraft(masked(event.getCoHandlerAsked().getDraft()));
    }
    return masked.build();
  }

  private static OrderDraft masked(OrderDraft draft) {
    if (!draft.hasRequester()) {
      return draft;
    }
    var requester = draft.getRequester().toBuilder();
    return draft.toBuilder()
        .setRequester(
            requester
                .setName(Masks.name(requester.getName()))
                .setPhone(Masks.phone(requester.getPhone()))
                .setAddress(requester.getAddress().isEmpty() ? "" : "***"))
        .build();
  }
}
