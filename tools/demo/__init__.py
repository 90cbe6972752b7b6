"""The demonstration province: invented institutions and people, built through the apps' own actions."""
