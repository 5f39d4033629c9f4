package city.hotline.gateway.open311;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.proto.directory.v1.OrderClass;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the directory as services; asked for when they are needed, then kept for a while.
 * Thread-safe.
 */
final class ServiceList {

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long PATIENCE_SECONDS = 10;
  private static final int LEVEL = 3;

  /** One service. */
  record Service(String code, String name, String description, String group) {
    Map<String, Object> row() {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("service_code", code);
      row.put("service_name", name);
      row.put("description", description);
      row.put("metadata", false);
      row.put("type", "realtime");
      row.put("keywords", group.replace(" / ", ","));
      row.put("group", group);
      return row;
    }
  }

  private record Kept(Map<String, Service> services, Instant until) {}

  private final Supplier<CompletableFuture<List<OrderClass>>> classes;
  private volatile @Nullable Kept kept;

  ServiceList(HotlineClient client) {
    this(() -> client.directory().classes(""));
  }

  ServiceList(Supplier<CompletableFuture<List<OrderClass>>> classes) {
    this.classes = classes;
  }

  /** By code, in the order of codes. */
  Map<String, Service> all() {
    Kept last = kept;
    if (last != null && Instant.now().isBefore(last.until())) {
      return last.services();
    }
    try {
      var fresh = made(classes.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      kept = new Kept(fresh, Instant.now().plus(KEPT));
      return fresh;
    } catch (ExecutionException | TimeoutException e) {
      if (last != null) {
        return last.services();
      }
      String why = e.getCause() instanceof HotlineException told ? ": " + told.getMessage() : "";
      throw new Open311Error(503, "the hotline does not answer, try again" + why, 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Open311Error(503, "the gateway is ending, try again", 5);
    }
  }

  Service get(String code) {
    if (code.isEmpty()) {
      throw new Open311Error(400, "service_code: missing (expected: one that GET services names)");
    }
    Service service = all().get(code);
    if (service == null) {
      throw new Open311Error(
          404, "service_code: '" + code + "' (expected: one that GET services names)");
    }
    return service;
  }

  private static Map<String, Service> made(List<OrderClass> classes) {
    Map<String, String> names =
        classes.stream().collect(Collectors.toMap(OrderClass::getCode, OrderClass::getName));
    Map<String, Service> services = new LinkedHashMap<>();
    for (OrderClass each : classes) {
      if (each.getLevel() == LEVEL) {
        String middle = each.getParent();
        String group =
            names.getOrDefault(middle.substring(0, middle.length() / 2), "")
                + " / "
                + names.getOrDefault(middle, "");
        services.put(
            each.getCode(), new Service(each.getCode(), each.getName(), each.getEnglish(), group));
      }
    }
    return services;
  }
}
