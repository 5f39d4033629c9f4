package city.hotline.node.endpoint;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.directory.v1.ListClassesRequest;
import city.hotline.proto.directory.v1.ListClassesResponse;
import city.hotline.proto.directory.v1.ListPlacesRequest;
import city.hotline.proto.directory.v1.ListPlacesResponse;
import city.hotline.proto.directory.v1.ListUnitsRequest;
import city.hotline.proto.directory.v1.ListUnitsResponse;
import city.hotline.proto.directory.v1.OrderClass;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Places, units and classes, read only, page by page in the order of their codes. */
public final class DirectoryEndpoint extends DirectoryServiceGrpc.DirectoryServiceImplBase {
  private static final int DEFAULT_PAGE = 200;
  private static final int LARGEST_PAGE = 1_000;

  private final Directory directory;

  /** Lists this directory. */
  public DirectoryEndpoint(Directory directory) {
    this.directory = directory;
  }

  @Override
  public void listPlaces(ListPlacesRequest request, StreamObserver<ListPlacesResponse> observer) {
    String parent = request.getParent().isEmpty() ? ShardId.CITY : request.getParent();
    if (directory.place(parent).isEmpty()) {
      observer.onError(
          Refusals.refused(
              Refusal.REFUSAL_UNKNOWN_PLACE,
              Map.of("parent", parent),
              "Name a city, district or street code; empty lists the districts."));
      return;
    }
    ListPlacesResponse.Builder response = ListPlacesResponse.newBuilder();
    page(
        observer,
        directory.children(parent),
        Place::getCode,
        request.getPageSize(),
        request.getPageToken(),
        (places, next) ->
            Unary.succeed(observer, response.addAllPlaces(places).setNextPageToken(next).build()));
  }

  @Override
  public void listUnits(ListUnitsRequest request, StreamObserver<ListUnitsResponse> observer) {
    String parent = request.getParent();
    if (!parent.isEmpty() && directory.unit(parent).isEmpty()) {
      observer.onError(
          Refusals.refused(
              Refusal.REFUSAL_UNKNOWN_UNIT,
              Map.of("parent", parent),
              "Name a unit's code; empty lists all units."));
      return;
    }
    List<Unit> units =
        directory.units().stream()
            .filter(u -> parent.isEmpty() || u.getParent().equals(parent))
            .toList();
    ListUnitsResponse.Builder response = ListUnitsResponse.newBuilder();
    page(
        observer,
        units,
        Unit::getCode,
        request.getPageSize(),
        request.getPageToken(),
        (page, next) ->
            Unary.succeed(observer, response.addAllUnits(page).setNextPageToken(next).build()));
  }

  @Override
  public void listClasses(
      ListClassesRequest request, StreamObserver<ListClassesResponse> observer) {
    String parent = request.getParent();
    List<OrderClass> classes =
        directory.classTree().stream()
            .filter(c -> parent.isEmpty() || c.getParent().equals(parent))
            .toList();
    ListClassesResponse.Builder response = ListClassesResponse.newBuilder();
    page(
        observer,
        classes,
        OrderClass::getCode,
        request.getPageSize(),
        request.getPageToken(),
        (page, next) ->
            Unary.succeed(observer, response.addAllClasses(page).setNextPageToken(next).build()));
  }

  private static <T> void page(
      StreamObserver<?> observer,
      List<T> all,
      Function<T, String> code,
      int askedSize,
      String after,
      BiConsumer<List<T>, String> answer) {
    int size = askedSize == 0 ? DEFAULT_PAGE : askedSize;
    if (size < 1 || size > LARGEST_PAGE) {
      observer.onError(Refusals.invalid("page_size", askedSize, "0, or 1 to " + LARGEST_PAGE));
      return;
    }
    List<T> rest = all.stream().filter(t -> code.apply(t).compareTo(after) > 0).toList();
    List<T> page = rest.subList(0, Math.min(size, rest.size()));
    answer.accept(page, page.size() < rest.size() ? code.apply(page.get(page.size() - 1)) : "");
  }
}
