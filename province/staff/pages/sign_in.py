"""Signing in and out, and changing the password."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from kit.clock import today
from kit.forms import PageRenderer, dress
from province.frame.access import ANYONE, PUBLIC, page, who
from province.frame.cloakroom import form_data
from province.staff import actions as accounts


class Dressed(forms.Form):
    """Django's own account forms in our drawing."""

    default_renderer = PageRenderer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


class SignInForm(Dressed, AuthenticationForm):
    error_messages = {
        "invalid_login": "用户名或密码不正确。多次输错后，本机将暂时不能用该用户名登录。",
        "inactive": "此账号已停用，请联系系统管理员。",
    }


class NewPasswordForm(Dressed, PasswordChangeForm):
    """Old password, new password twice."""


class SignIn(views.LoginView):
    template_name = "province/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        accounts.sign_in(by=form.get_user(), on=today())
        return response


class SignOut(views.LogoutView):
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            accounts.sign_out(by=who(request), on=today())
        return super().post(request, *args, **kwargs)


sign_in = page(roles=PUBLIC)(SignIn.as_view())
sign_out = page(roles=PUBLIC)(SignOut.as_view())


@sensitive_post_parameters()
@page(roles=ANYONE, before_new_password=True)
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; the session is renewed, all others of the account end."""
    form = NewPasswordForm(who(request), form_data(request))
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["new_password1"]
        account = accounts.change_password(account=who(request), new=new, by=who(request), on=today())
        update_session_auth_hash(request, account)
        messages.success(request, "密码已修改，其他设备上的登录已退出。")
        return redirect("province:home")
    return render(request, "province/password.html", {"form": form})
