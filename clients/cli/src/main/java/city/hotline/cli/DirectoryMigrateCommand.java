package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.HotlineRefused;
import city.hotline.core.directory.Directory;
import city.hotline.proto.directory.v1.MigrateOrderResponse;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import city.hotline.proto.shard.v1.Refusal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes open orders go by another version of the directory. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Make open orders go by another version of the directory.",
      "They stay with their units; their clocks become what they would be had they gone by it from",
      "their first dispatch on; each is a fact of its own. One whose class or unit the version does",
      "not have is named and left: reclassify it, unless it was replied to or merged; let its unit",
      "return it, unless it signed it. Any other goes on by its version until it is closed.",
      "May be ended and run again at any time. Exit code 1 when any is left, or a docket could not",
      "be asked."
    })
final class DirectoryMigrateCommand implements Callable<Integer> {
  private static final int PAGE = 200;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private GridOptions grid = new GridOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "VERSION",
      description = "As ./hotline directory show names it, or built-in.")
  private String to = "";

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description = "Only those that go by this one (default: by any other).")
  private @Nullable String from;

  @Option(
      names = "--docket",
      paramLabel = "CODE",
      description = "Only those of this docket: six or nine digits (default: all).")
  private String docket = "";

  @Option(names = "--reason", description = "Why; part of each fact (default: the version).")
  private String reason = "";

  @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
  private boolean dryRun;

  private long migrated;
  private long left;
  private final Set<String> notAsked = new LinkedHashSet<>();

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (HotlineClient client = grid.client().build()) {
      Directory directory = DirectoryFolders.ofGrid(client, to);
      FindOrdersRequest.Builder question =
          FindOrdersRequest.newBuilder()
              .setFilter(OrderFilter.newBuilder().setPlace(docket))
              .setSort(OrderSort.ORDER_SORT_NEWEST)
              .setPageSize(PAGE);
      do {
        FindOrdersResponse page =
            HotlineClient.await(client.ordersForAdministrator().find(question.build()));
        page.getNotAskedList().forEach(shard -> notAsked.add(shard.getDocket()));
        migrate(page.getOrdersList().stream().filter(this::isMeant).toList(), directory, client);
        question.setPageToken(page.getNextPageToken());
      } while (!question.getPageToken().isEmpty());
    }
    out.println(
        migrated
            + (dryRun ? " orders would go by version " : " orders go by version ")
            + DirectoryFolders.shown(DirectoryFolders.named(to))
            + (dryRun ? ", " : " now, ")
            + left
            + (dryRun ? " would be left." : " are left."));
    if (!notAsked.isEmpty()) {
      out.println("Not asked, run it again: " + String.join(", ", notAsked));
    }
    out.flush();
    return left == 0 && notAsked.isEmpty() ? 0 : 1;
  }

  private boolean isMeant(FoundOrder order) {
    return !order.getDirectory().equals(DirectoryFolders.named(to))
        && (from == null || order.getDirectory().equals(DirectoryFolders.named(from)))
        && (docket.isEmpty() || order.getOrderId().startsWith(docket + "-"));
  }

  /** A page at once: the client holds back what its window does not allow. */
  private void migrate(List<FoundOrder> orders, Directory directory, HotlineClient client) {
    if (dryRun) {
      for (FoundOrder order : orders) {
        if (!directory.isClass(order.getClassCode())) {
          leave(order, "class " + order.getClassCode());
        } else if (directory.unit(order.getUnit()).isEmpty()) {
          leave(order, "unit " + order.getUnit());
        } else {
          migrated++;
        }
      }
      return;
    }
    String version = DirectoryFolders.named(to);
    String why = reason.isEmpty() ? "version " + DirectoryFolders.shown(version) : reason;
    List<CompletableFuture<MigrateOrderResponse>> asked = new ArrayList<>(orders.size());
    for (FoundOrder order : orders) {
      asked.add(client.directory().migrate(order.getOrderId(), version, why));
    }
    for (int i = 0; i < asked.size(); i++) {
      try {
        HotlineClient.await(asked.get(i));
        migrated++;
      } catch (HotlineRefused e) {
        refused(e, orders.get(i));
      }
    }
  }

  /** What was closed, or migrated, since it was found needs nothing. */
  private void refused(HotlineRefused refused, FoundOrder order) {
    if (refused.reason() == Refusal.REFUSAL_UNKNOWN_CLASS) {
      leave(order, "class " + refused.metadata().get("class_code"));
    } else if (refused.reason() == Refusal.REFUSAL_UNKNOWN_UNIT) {
      leave(order, "unit " + refused.metadata().get("unit"));
    } else if (refused.reason() != Refusal.REFUSAL_ORDER_CLOSED
        && !goesByIt(refused.reason(), refused.metadata(), DirectoryFolders.named(to))) {
      throw (HotlineException) refused;
    }
  }

  /** Whether a refusal says that the order goes by the version already. */
  static boolean goesByIt(Refusal reason, Map<String, String> metadata, String version) {
    return reason == Refusal.REFUSAL_INVALID_FIELD
        && "directory".equals(metadata.get("field"))
        && version.equals(metadata.get("value"));
  }

  private void leave(FoundOrder order, String missing) {
    left++;
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(
            order.getOrderId()
                + " is left: version "
                + DirectoryFolders.shown(DirectoryFolders.named(to))
                + " has no "
                + missing);
  }
}
